import type { HeadBucketOutput, HeadBucketRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { ofBucket } from '../members.ts';

/**
 * Tells whether a bucket is there and may be listed.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export function headBucket(buckets: Buckets): Operation<HeadBucketRequest, HeadBucketOutput> {
  return {
    members: ofBucket,
    permissions: ({ Bucket }) => [buckets.permission('ListBucket', Bucket)],
    handle: (input) => ({
      BucketArn: buckets.get(input).arn,
      BucketRegion: buckets.cloud.region,
      AccessPointAlias: false,
    }),
  };
}
