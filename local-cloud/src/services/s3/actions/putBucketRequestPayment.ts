import type { PutBucketRequestPaymentRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { required } from '../members.ts';
import { sets } from '../settings.ts';

/**
 * Says who pays for requests: others than the owner, of whom there are none here.
 * Errors: NoSuchBucket, MalformedXML.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html
 */
export function putBucketRequestPayment(buckets: Buckets) {
  return sets<PutBucketRequestPaymentRequest>(
    buckets,
    'PutBucketRequestPayment',
    {
      RequestPaymentConfiguration: {
        ...required,
        members: { Payer: { ...required, enum: ['Requester', 'BucketOwner'] } },
      },
    },
    ({ RequestPaymentConfiguration: given }) => ({ payer: given!.Payer }),
  );
}
