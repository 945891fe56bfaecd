import type { GetBucketInventoryConfigurationRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { notConfigured } from '../errors.ts';
import { required } from '../members.ts';
import { reads } from '../settings.ts';

/**
 * What is to list the objects day by day: there is nothing. Errors: NoSuchBucket, NoSuchConfiguration.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketInventoryConfiguration.html
 */
export function getBucketInventoryConfiguration(buckets: Buckets) {
  const action = 'GetInventoryConfiguration';
  const refuse = ({ name }: { readonly name: string }) => {
    throw notConfigured('NoSuchConfiguration', 'The specified configuration does not exist.', name);
  };
  return reads<GetBucketInventoryConfigurationRequest, never>(buckets, action, refuse, {
    Id: required,
  });
}
