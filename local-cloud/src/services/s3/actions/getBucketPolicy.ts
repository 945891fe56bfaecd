import type { GetBucketPolicyOutput, GetBucketPolicyRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { ofBucket } from '../members.ts';

/**
 * The policy of a bucket, as it was given.
 * Errors: NoSuchBucket, NoSuchBucketPolicy.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
 */
export function getBucketPolicy(
  buckets: Buckets,
): Operation<GetBucketPolicyRequest, GetBucketPolicyOutput> {
  return {
    members: ofBucket,
    permissions: ({ Bucket }) => [buckets.permission('GetBucketPolicy', Bucket)],
    handle(input) {
      const { name, settings } = buckets.get(input);
      if (settings.policy !== undefined) return { Policy: settings.policy };
      throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', {
        status: 404,
        members: { BucketName: name },
      });
    },
  };
}
