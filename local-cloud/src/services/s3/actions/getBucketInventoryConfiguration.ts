import type { GetBucketInventoryConfigurationRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { readsNone } from '../settings.ts';

/**
 * What is to list the objects day by day: there is nothing. Errors: NoSuchBucket, NoSuchConfiguration.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketInventoryConfiguration.html
 */
export function getBucketInventoryConfiguration(buckets: Buckets) {
  return readsNone<GetBucketInventoryConfigurationRequest>(buckets, 'GetInventoryConfiguration');
}
