import type {
  GetBucketRequestPaymentOutput,
  GetBucketRequestPaymentRequest,
} from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { reads } from '../settings.ts';

/**
 * Gives who pays for requests: the owner, unless it is said otherwise. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html
 */
export function getBucketRequestPayment(buckets: Buckets) {
  return reads<GetBucketRequestPaymentRequest, GetBucketRequestPaymentOutput>(
    buckets,
    'GetBucketRequestPayment',
    ({ settings: { payer = 'BucketOwner' } }) => ({ Payer: payer }),
  );
}
