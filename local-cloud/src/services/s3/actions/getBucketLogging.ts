import type { GetBucketLoggingRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { reads } from '../settings.ts';

/**
 * Where requests to a bucket are logged: nowhere. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html
 */
export function getBucketLogging(buckets: Buckets) {
  return reads<GetBucketLoggingRequest, object>(buckets, 'GetBucketLogging', () => ({}));
}
