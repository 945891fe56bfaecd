import { GetExpenseAnalysisCommand } from '@aws-sdk/client-textract';
import * as z from 'zod/mini';
import { textract } from '../kit/clients/textract.ts';
import { logger } from '../kit/logger.ts';
import { queueHandler } from '../kit/queue.ts';
import { jobId } from './document.ts';
import { startOnce } from './start.ts';

/** What Textract publishes: https://docs.aws.amazon.com/textract/latest/dg/async-notification-payload.html */
const notification = z.object({
  JobId: jobId,
  Status: z.string(),
  /** The version of the file, as start-analysis says. */
  JobTag: z.string(),
  DocumentLocation: z.object({ S3Bucket: z.string(), S3ObjectName: z.string() }),
});

const READ = ['SUCCEEDED', 'PARTIAL_SUCCESS'];

/** Starts an execution for each analysis that has ended. A notification that comes twice starts one. */
export const handler = queueHandler(notification, async (message) => {
  const { JobId, Status, JobTag, DocumentLocation } = message;
  const { S3Bucket: bucket, S3ObjectName: key } = DocumentLocation;
  const reason = READ.includes(Status) ? '' : await reasonOf(JobId);
  const document = { bucket, key, version: JobTag };
  await startOnce({ jobId: JobId, status: Status, reason, document });
  logger.info('Started', { jobId: JobId, status: Status });
});

/** The notification of a job that failed does not say why. */
async function reasonOf(JobId: string): Promise<string> {
  const { StatusMessage = '' } = await textract.send(new GetExpenseAnalysisCommand({ JobId }));
  return StatusMessage;
}
