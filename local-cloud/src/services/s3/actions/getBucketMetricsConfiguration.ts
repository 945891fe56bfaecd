import type { GetBucketMetricsConfigurationRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { readsNone } from '../settings.ts';

/**
 * What is to measure requests: there is nothing. Errors: NoSuchBucket, NoSuchConfiguration.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketMetricsConfiguration.html
 */
export function getBucketMetricsConfiguration(buckets: Buckets) {
  return readsNone<GetBucketMetricsConfigurationRequest>(buckets, 'GetMetricsConfiguration');
}
