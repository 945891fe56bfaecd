import type {
  GetBucketLifecycleConfigurationOutput,
  GetBucketLifecycleConfigurationRequest,
} from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { notConfigured } from '../errors.ts';
import { reads } from '../settings.ts';

/**
 * Gives the rules by which a bucket's objects expire.
 * Errors: NoSuchBucket, NoSuchLifecycleConfiguration.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html
 */
export function getBucketLifecycleConfiguration(buckets: Buckets) {
  return reads<GetBucketLifecycleConfigurationRequest, GetBucketLifecycleConfigurationOutput>(
    buckets,
    'GetLifecycleConfiguration',
    ({ name, settings: { lifecycle } }) => {
      if (lifecycle !== undefined) return lifecycle;
      const message = 'The lifecycle configuration does not exist';
      throw notConfigured('NoSuchLifecycleConfiguration', message, name);
    },
  );
}
