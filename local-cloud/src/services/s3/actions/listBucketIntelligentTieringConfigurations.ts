import type {
  ListBucketIntelligentTieringConfigurationsOutput,
  ListBucketIntelligentTieringConfigurationsRequest,
} from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { reads } from '../settings.ts';

/**
 * All that is to archive what is seldom read: there is nothing. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketIntelligentTieringConfigurations.html
 */
export function listBucketIntelligentTieringConfigurations(buckets: Buckets) {
  return reads<
    ListBucketIntelligentTieringConfigurationsRequest,
    ListBucketIntelligentTieringConfigurationsOutput
  >(buckets, 'GetIntelligentTieringConfiguration', () => ({ IsTruncated: false }), {
    ContinuationToken: {},
  });
}
