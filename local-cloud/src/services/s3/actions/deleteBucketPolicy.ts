import type { DeleteBucketPolicyRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { ofBucket } from '../members.ts';

/**
 * Takes the policy from a bucket, if it has one.
 * Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
 */
export function deleteBucketPolicy(buckets: Buckets): Operation<DeleteBucketPolicyRequest, object> {
  return {
    members: ofBucket,
    permissions: ({ Bucket }) => [buckets.permission('DeleteBucketPolicy', Bucket)],
    handle(input) {
      const bucket = buckets.get(input);
      const { policy: _, ...rest } = bucket.settings;
      bucket.settings = rest;
      return {};
    },
  };
}
