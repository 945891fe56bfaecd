import type { GetBucketIntelligentTieringConfigurationRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { notConfigured } from '../errors.ts';
import { required } from '../members.ts';
import { reads } from '../settings.ts';

/**
 * What is to archive what is seldom read: there is nothing. Errors: NoSuchBucket, NoSuchConfiguration.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketIntelligentTieringConfiguration.html
 */
export function getBucketIntelligentTieringConfiguration(buckets: Buckets) {
  const action = 'GetIntelligentTieringConfiguration';
  const refuse = ({ name }: { readonly name: string }) => {
    throw notConfigured('NoSuchConfiguration', 'The specified configuration does not exist.', name);
  };
  return reads<GetBucketIntelligentTieringConfigurationRequest, never>(buckets, action, refuse, {
    Id: required,
  });
}
