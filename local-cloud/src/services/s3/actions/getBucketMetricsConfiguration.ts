import type { GetBucketMetricsConfigurationRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { notConfigured } from '../errors.ts';
import { required } from '../members.ts';
import { reads } from '../settings.ts';

/**
 * What is to measure requests: there is nothing. Errors: NoSuchBucket, NoSuchConfiguration.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketMetricsConfiguration.html
 */
export function getBucketMetricsConfiguration(buckets: Buckets) {
  const action = 'GetMetricsConfiguration';
  const refuse = ({ name }: { readonly name: string }) => {
    throw notConfigured('NoSuchConfiguration', 'The specified configuration does not exist.', name);
  };
  return reads<GetBucketMetricsConfigurationRequest, never>(buckets, action, refuse, {
    Id: required,
  });
}
