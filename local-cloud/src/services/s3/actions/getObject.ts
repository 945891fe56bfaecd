import type { Readable } from 'node:stream';
import type { GetObjectOutput, GetObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { described } from '../described.ts';
import { ofObject, reading } from '../members.ts';
import { overrides } from '../overrides.ts';
import { checkArchived, readObject, readPermissions } from '../read.ts';
import { restoreMember } from '../restore.ts';

/** Its body is a stream of Node's, which whoever calls reads to its end or destroys. */
export type ObjectAnswer = Omit<GetObjectOutput, 'Body'> & { readonly Body: Readable };

/**
 * Reads an object, or a part of it.
 * Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed, InvalidRange, InvalidPartNumber,
 * PreconditionFailed, NotModified, InvalidArgument, InvalidRequest.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function getObject(buckets: Buckets): Operation<GetObjectRequest, ObjectAnswer> {
  return {
    members: { ...ofObject, ...reading },
    permissions: (input) => readPermissions(buckets, input),
    handle(input, context) {
      const { bucket, object, bytes, members } = readObject(buckets, input, context);
      const now = buckets.cloud.clock.now();
      checkArchived(object, now);
      return {
        ...described(bucket, object),
        ...members,
        ...restoreMember(object.restore, now),
        ...overrides(input),
        Body: buckets.blobs.read(object.content, bytes.start, bytes.end),
      };
    },
  };
}
