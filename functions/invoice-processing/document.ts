import { createHash } from 'node:crypto';
import * as z from 'zod/mini';

/** One version of one file in the inbox: whatever is dropped under its key later is another. */
export const document = z.object({
  bucket: z.string(),
  key: z.string(),
  version: z.string(),
});

export type Document = z.output<typeof document>;

/** A job of Textract: what executions are called. */
export const jobId = z.string().check(z.regex(/^[a-zA-Z0-9_-]{1,64}$/));

/**
 * EventBridge's event of a new object. Keys stand in it as they are, not percent-encoded.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export const objectCreated = z.object({
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string(), etag: z.string(), 'version-id': z.string() }),
  }),
});

type ObjectCreated = z.output<typeof objectCreated>;

/** The file that an event tells of. */
export function documentOf({ detail: { bucket, object } }: ObjectCreated): Document {
  return { bucket: bucket.name, key: object.key, version: object['version-id'] };
}

/** The same for an event that comes twice, and another for every other: 64 letters and digits. */
export function tokenOf(event: ObjectCreated): string {
  const { bucket, key, version } = documentOf(event);
  const parts = [bucket, key, version, event.detail.object.etag];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
