import type {
  ListBucketInventoryConfigurationsOutput,
  ListBucketInventoryConfigurationsRequest,
} from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { reads } from '../settings.ts';

/**
 * All that is to list the objects day by day: there is nothing. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketInventoryConfigurations.html
 */
export function listBucketInventoryConfigurations(buckets: Buckets) {
  return reads<ListBucketInventoryConfigurationsRequest, ListBucketInventoryConfigurationsOutput>(
    buckets,
    'GetInventoryConfiguration',
    () => ({ IsTruncated: false }),
    { ContinuationToken: {} },
  );
}
