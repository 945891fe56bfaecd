import type { GetBucketWebsiteRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { notConfigured } from '../errors.ts';
import { reads } from '../settings.ts';

/**
 * How a bucket is a website: it is none. Errors: NoSuchBucket, NoSuchWebsiteConfiguration.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html
 */
export function getBucketWebsite(buckets: Buckets) {
  return reads<GetBucketWebsiteRequest, never>(buckets, 'GetBucketWebsite', ({ name }) => {
    throw notConfigured(
      'NoSuchWebsiteConfiguration',
      'The specified bucket does not have a website configuration',
      name,
    );
  });
}
