import type { DeleteBucketLifecycleRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { clears } from '../settings.ts';

/**
 * Has a bucket's objects expire no longer. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html
 */
export function deleteBucketLifecycle(buckets: Buckets) {
  return clears<DeleteBucketLifecycleRequest>(buckets, 'PutLifecycleConfiguration', 'lifecycle');
}
