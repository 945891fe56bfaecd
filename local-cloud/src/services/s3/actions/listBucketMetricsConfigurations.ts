import type {
  ListBucketMetricsConfigurationsOutput,
  ListBucketMetricsConfigurationsRequest,
} from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { reads } from '../settings.ts';

/**
 * All that is to measure requests: there is nothing. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketMetricsConfigurations.html
 */
export function listBucketMetricsConfigurations(buckets: Buckets) {
  return reads<ListBucketMetricsConfigurationsRequest, ListBucketMetricsConfigurationsOutput>(
    buckets,
    'GetMetricsConfiguration',
    () => ({ IsTruncated: false }),
    { ContinuationToken: {} },
  );
}
