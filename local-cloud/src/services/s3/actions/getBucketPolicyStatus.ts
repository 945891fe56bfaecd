import type { GetBucketPolicyStatusOutput, GetBucketPolicyStatusRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { notConfigured } from '../errors.ts';
import { isPublic } from '../public-access.ts';
import { reads } from '../settings.ts';

/**
 * Whether the policy of a bucket opens it to everybody. Errors: NoSuchBucket, NoSuchBucketPolicy.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html
 */
export function getBucketPolicyStatus(buckets: Buckets) {
  return reads<GetBucketPolicyStatusRequest, GetBucketPolicyStatusOutput>(
    buckets,
    'GetBucketPolicyStatus',
    ({ name, settings: { policy } }) => {
      if (policy !== undefined) return { PolicyStatus: { IsPublic: isPublic(policy) } };
      throw notConfigured('NoSuchBucketPolicy', 'The bucket policy does not exist', name);
    },
  );
}
