import type { PutBucketPolicyRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import { checkPolicy } from '../bucket-policy.ts';
import type { Buckets } from '../buckets.ts';
import { ofBucket, required } from '../members.ts';
import { checkNotPublic } from '../public-access.ts';

/**
 * Gives a bucket a policy, which decides with those of roles about it and its objects.
 * Errors: NoSuchBucket, MalformedPolicy, AccessDenied for one that opens it to everybody.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export function putBucketPolicy(buckets: Buckets): Operation<PutBucketPolicyRequest, object> {
  return {
    members: {
      ...ofBucket,
      ChecksumAlgorithm: {},
      ConfirmRemoveSelfBucketAccess: {},
      ContentMD5: {},
      Policy: required,
    },
    permissions: ({ Bucket }) => [buckets.permission('PutBucketPolicy', Bucket)],
    handle(input, { principal }) {
      const bucket = buckets.get(input);
      const policy = input.Policy ?? '';
      checkPolicy(policy);
      checkNotPublic(policy, bucket, principal);
      bucket.settings = { ...bucket.settings, policy };
      return {};
    },
  };
}
