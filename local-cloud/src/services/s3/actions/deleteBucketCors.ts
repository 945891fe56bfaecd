import type { DeleteBucketCorsRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { clears } from '../settings.ts';

/**
 * No page of another origin may use the bucket any more. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketCors.html
 */
export function deleteBucketCors(buckets: Buckets) {
  return clears<DeleteBucketCorsRequest>(buckets, 'PutBucketCORS', 'cors');
}
