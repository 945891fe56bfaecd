import type { GetBucketCorsOutput, GetBucketCorsRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { notConfigured } from '../errors.ts';
import { reads } from '../settings.ts';

/**
 * Gives which pages of other origins may use a bucket. Errors: NoSuchBucket, NoSuchCORSConfiguration.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html
 */
export function getBucketCors(buckets: Buckets) {
  return reads<GetBucketCorsRequest, GetBucketCorsOutput>(
    buckets,
    'GetBucketCORS',
    ({ name, settings: { cors } }) => {
      if (cors !== undefined) return { CORSRules: [...cors] };
      const message = 'The CORS configuration does not exist';
      throw notConfigured('NoSuchCORSConfiguration', message, name);
    },
  );
}
