import type { GetObjectLockConfigurationRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { notConfigured } from '../errors.ts';
import { reads } from '../settings.ts';

/**
 * How long objects are locked: none is. Errors: NoSuchBucket, ObjectLockConfigurationNotFoundError.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html
 */
export function getObjectLockConfiguration(buckets: Buckets) {
  return reads<GetObjectLockConfigurationRequest, never>(
    buckets,
    'GetBucketObjectLockConfiguration',
    ({ name }) => {
      throw notConfigured(
        'ObjectLockConfigurationNotFoundError',
        'Object Lock configuration does not exist for this bucket',
        name,
      );
    },
  );
}
