import type { DeleteBucketTaggingRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { clears } from '../settings.ts';

/**
 * Takes all tags from a bucket. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html
 */
export function deleteBucketTagging(buckets: Buckets) {
  return clears<DeleteBucketTaggingRequest>(buckets, 'PutBucketTagging', 'tags');
}
