import type { HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { described } from '../described.ts';
import { ofObject, reading } from '../members.ts';
import { overrides } from '../overrides.ts';
import { readObject, readPermissions } from '../read.ts';
import { restoreMember } from '../restore.ts';

/**
 * Tells of an object what GetObject does, without its bytes.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export function headObject(buckets: Buckets): Operation<HeadObjectRequest, HeadObjectOutput> {
  return {
    members: { ...ofObject, ...reading },
    permissions: (input) => readPermissions(buckets, input),
    handle(input, context) {
      const { bucket, object, members } = readObject(buckets, input, context);
      const restore = restoreMember(object.restore, buckets.cloud.clock.now());
      return { ...described(bucket, object), ...members, ...restore, ...overrides(input) };
    },
  };
}
