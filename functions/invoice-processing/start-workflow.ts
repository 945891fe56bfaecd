import { GetExpenseAnalysisCommand } from '@aws-sdk/client-textract';
import * as z from 'zod/mini';
import { textract } from '../kit/clients/textract.ts';
import { logger } from '../kit/logger.ts';
import { objectCreated, objectOf, tokenOf } from '../kit/object-created.ts';
import { queueHandler } from '../kit/queue.ts';
import { jobId } from './document.ts';
import { type Analysis, startOnce } from './start.ts';

/** What Textract publishes: https://docs.aws.amazon.com/textract/latest/dg/async-notification-payload.html */
const ended = z.object({
  JobId: jobId,
  Status: z.string(),
  /** The version of the file, as start-analysis says. */
  JobTag: z.string(),
  DocumentLocation: z.object({ S3Bucket: z.string(), S3ObjectName: z.string() }),
});

/**
 * What Lambda sends when it gives an event of start-analysis up.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
const givenUp = z.object({
  requestContext: z.object({ condition: z.string() }),
  requestPayload: objectCreated,
  responsePayload: z.optional(z.object({ errorType: z.string(), errorMessage: z.string() })),
});

const READ = ['SUCCEEDED', 'PARTIAL_SUCCESS'];

/**
 * Starts an execution for each analysis that has ended, or could not begin. A message that comes twice
 * starts one.
 */
export const handler = queueHandler(z.union([ended, givenUp]), async (message) => {
  const analysis = await ('JobId' in message ? afterJob(message) : withoutJob(message));
  await startOnce(analysis);
  logger.info('Started', { jobId: analysis.jobId, status: analysis.status });
});

async function afterJob(message: z.output<typeof ended>): Promise<Analysis> {
  const { JobId, Status, JobTag: version, DocumentLocation } = message;
  const { S3Bucket: bucket, S3ObjectName: key } = DocumentLocation;
  const reason = READ.includes(Status) ? '' : await reasonOf(JobId);
  return { jobId: JobId, status: Status, reason, document: { bucket, key, version } };
}

/** The notification of a job that failed does not say why. */
async function reasonOf(JobId: string): Promise<string> {
  const { StatusMessage = '' } = await textract.send(new GetExpenseAnalysisCommand({ JobId }));
  return StatusMessage;
}

function withoutJob(message: z.output<typeof givenUp>): Analysis {
  const { requestPayload: event, requestContext, responsePayload: error } = message;
  const reason = error ? `${error.errorType}: ${error.errorMessage}` : requestContext.condition;
  return { jobId: tokenOf(event), status: 'REFUSED', reason, document: objectOf(event) };
}
