import type {
  ListBucketAnalyticsConfigurationsOutput,
  ListBucketAnalyticsConfigurationsRequest,
} from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { reads } from '../settings.ts';

/**
 * All that is to analyse how objects are used: there is nothing. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketAnalyticsConfigurations.html
 */
export function listBucketAnalyticsConfigurations(buckets: Buckets) {
  return reads<ListBucketAnalyticsConfigurationsRequest, ListBucketAnalyticsConfigurationsOutput>(
    buckets,
    'GetAnalyticsConfiguration',
    () => ({ IsTruncated: false }),
    { ContinuationToken: {} },
  );
}
