import type {
  BucketLocationConstraint,
  GetBucketLocationOutput,
  GetBucketLocationRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { ofBucket } from '../members.ts';

/**
 * Tells the region of a bucket; nothing, where that is us-east-1.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
export function getBucketLocation(
  buckets: Buckets,
): Operation<GetBucketLocationRequest, GetBucketLocationOutput> {
  return {
    members: ofBucket,
    permissions: ({ Bucket }) => [buckets.permission('GetBucketLocation', Bucket)],
    handle(input) {
      buckets.get(input);
      const { region } = buckets.cloud;
      if (region === 'us-east-1') return {};
      return { LocationConstraint: region as BucketLocationConstraint };
    },
  };
}
