import type { GetBucketAnalyticsConfigurationRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { notConfigured } from '../errors.ts';
import { required } from '../members.ts';
import { reads } from '../settings.ts';

/**
 * What is to analyse how objects are used: there is nothing. Errors: NoSuchBucket, NoSuchConfiguration.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAnalyticsConfiguration.html
 */
export function getBucketAnalyticsConfiguration(buckets: Buckets) {
  const action = 'GetAnalyticsConfiguration';
  const refuse = ({ name }: { readonly name: string }) => {
    throw notConfigured('NoSuchConfiguration', 'The specified configuration does not exist.', name);
  };
  return reads<GetBucketAnalyticsConfigurationRequest, never>(buckets, action, refuse, {
    Id: required,
  });
}
