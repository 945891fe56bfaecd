import type { DeleteBucketWebsiteRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { reads } from '../settings.ts';

/**
 * Takes back how a bucket is a website, of which there is nothing. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketWebsite.html
 */
export function deleteBucketWebsite(buckets: Buckets) {
  return reads<DeleteBucketWebsiteRequest, object>(buckets, 'DeleteBucketWebsite', () => ({}));
}
