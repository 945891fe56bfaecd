import { createHash } from 'node:crypto';
import * as z from 'zod/mini';

/** One version of one object: whatever is put under its key later is another. */
export const objectVersion = z.object({
  bucket: z.string(),
  key: z.string(),
  version: z.string(),
});

export type ObjectVersion = z.output<typeof objectVersion>;

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

/** The object that an event tells of. */
export function objectOf({ detail: { bucket, object } }: ObjectCreated): ObjectVersion {
  return { bucket: bucket.name, key: object.key, version: object['version-id'] };
}

/** The same for an event that comes twice, and another for every other: 64 letters and digits. */
export function tokenOf(event: ObjectCreated): string {
  const { bucket, key, version } = objectOf(event);
  const parts = [bucket, key, version, event.detail.object.etag];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
