import type { GetBucketIntelligentTieringConfigurationRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { readsNone } from '../settings.ts';

/**
 * What is to archive what is seldom read: there is nothing. Errors: NoSuchBucket, NoSuchConfiguration.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketIntelligentTieringConfiguration.html
 */
export function getBucketIntelligentTieringConfiguration(buckets: Buckets) {
  return readsNone<GetBucketIntelligentTieringConfigurationRequest>(
    buckets,
    'GetIntelligentTieringConfiguration',
  );
}
