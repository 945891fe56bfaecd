import type { GetBucketAnalyticsConfigurationRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { readsNone } from '../settings.ts';

/**
 * What is to analyse how objects are used: there is nothing. Errors: NoSuchBucket, NoSuchConfiguration.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAnalyticsConfiguration.html
 */
export function getBucketAnalyticsConfiguration(buckets: Buckets) {
  return readsNone<GetBucketAnalyticsConfigurationRequest>(buckets, 'GetAnalyticsConfiguration');
}
