import type { PutPublicAccessBlockRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { required } from '../members.ts';
import { sets } from '../settings.ts';

/**
 * Says what a bucket does about public access; what is left out is off. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html
 */
export function putPublicAccessBlock(buckets: Buckets) {
  const members = { BlockPublicAcls: {}, IgnorePublicAcls: {}, BlockPublicPolicy: {} };
  return sets<PutPublicAccessBlockRequest>(
    buckets,
    'PutBucketPublicAccessBlock',
    {
      PublicAccessBlockConfiguration: {
        ...required,
        members: { ...members, RestrictPublicBuckets: {} },
      },
    },
    ({ PublicAccessBlockConfiguration: given }) => ({
      publicAccessBlock: {
        BlockPublicAcls: given?.BlockPublicAcls ?? false,
        IgnorePublicAcls: given?.IgnorePublicAcls ?? false,
        BlockPublicPolicy: given?.BlockPublicPolicy ?? false,
        RestrictPublicBuckets: given?.RestrictPublicBuckets ?? false,
      },
    }),
  );
}
