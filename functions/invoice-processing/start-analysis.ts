import { createHash } from 'node:crypto';
import {
  BadDocumentException,
  DocumentTooLargeException,
  StartExpenseAnalysisCommand,
  UnsupportedDocumentException,
} from '@aws-sdk/client-textract';
import * as z from 'zod/mini';
import { textract } from '../kit/clients/textract.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import type { Document } from './document.ts';
import { startOnce } from './start.ts';

const NotificationChannel = {
  SNSTopicArn: environment('ANALYSES_TOPIC_ARN'),
  RoleArn: environment('TEXTRACT_ROLE_ARN'),
};

/**
 * EventBridge's event of a new object. Keys stand in it as they are, not percent-encoded.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
const objectCreated = z.object({
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string(), etag: z.string(), 'version-id': z.string() }),
  }),
});

/** What is wrong with the file itself: no second try would help. */
const OF_THE_FILE = [BadDocumentException, DocumentTooLargeException, UnsupportedDocumentException];

/**
 * Has Textract read a file that was dropped into the inbox: `{ jobId }`. An event that comes twice
 * finds the first one's job, by its token. A file that Textract does not take goes to the workflow
 * all the same, and ends there as one that cannot be read.
 */
export const handler = taskHandler(objectCreated, UnexpectedPayload, async ({ detail }) => {
  const { bucket, object } = detail;
  const document = { bucket: bucket.name, key: object.key, version: object['version-id'] };
  const token = tokenOf(document, object.etag);
  try {
    const { JobId } = await textract.send(startCommand(document, token));
    logger.info('Started', { jobId: JobId });
    return { jobId: JobId };
  } catch (error) {
    if (!OF_THE_FILE.some((Refusal) => error instanceof Refusal)) throw error;
    const { name, message } = error as Error;
    await startOnce({ jobId: token, status: 'REFUSED', reason: `${name}: ${message}`, document });
    logger.warn('Refused', { jobId: token, reason: name });
    return { jobId: token };
  }
});

/** 64 characters, as many as a token may have. */
function tokenOf({ bucket, key, version }: Document, etag: string): string {
  return createHash('sha256').update([bucket, key, version, etag].join('\n')).digest('hex');
}

/** The version comes back with the notification as the job's tag: the notification has the key only. */
function startCommand({ bucket, key, version }: Document, token: string) {
  return new StartExpenseAnalysisCommand({
    DocumentLocation: { S3Object: { Bucket: bucket, Name: key, Version: version } },
    ClientRequestToken: token,
    JobTag: version,
    NotificationChannel,
  });
}
