import type { DeleteBucketReplicationRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { reads } from '../settings.ts';

/**
 * Takes back where objects are replicated to, of which there is nothing. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketReplication.html
 */
export function deleteBucketReplication(buckets: Buckets) {
  return reads<DeleteBucketReplicationRequest, object>(
    buckets,
    'PutReplicationConfiguration',
    () => ({}),
  );
}
