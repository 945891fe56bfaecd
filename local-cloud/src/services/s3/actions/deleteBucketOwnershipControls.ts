import type { DeleteBucketOwnershipControlsRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { clears } from '../settings.ts';

/**
 * Says no longer who owns the objects of a bucket. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html
 */
export function deleteBucketOwnershipControls(buckets: Buckets) {
  return clears<DeleteBucketOwnershipControlsRequest>(
    buckets,
    'PutBucketOwnershipControls',
    'objectOwnership',
  );
}
