import type { GetBucketAccelerateConfigurationRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { reads } from '../settings.ts';

/**
 * How a bucket is reached from afar: as any other. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAccelerateConfiguration.html
 */
export function getBucketAccelerateConfiguration(buckets: Buckets) {
  return reads<GetBucketAccelerateConfigurationRequest, object>(
    buckets,
    'GetAccelerateConfiguration',
    () => ({}),
  );
}
