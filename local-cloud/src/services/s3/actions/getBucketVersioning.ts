import type { GetBucketVersioningOutput, GetBucketVersioningRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { ofBucket } from '../members.ts';

/**
 * Tells whether a bucket keeps versions; nothing, where that was never said.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
 */
export function getBucketVersioning(
  buckets: Buckets,
): Operation<GetBucketVersioningRequest, GetBucketVersioningOutput> {
  return {
    members: ofBucket,
    permissions: ({ Bucket }) => [buckets.permission('GetBucketVersioning', Bucket)],
    handle(input) {
      const { versioning } = buckets.get(input).settings;
      return versioning === undefined ? {} : { Status: versioning };
    },
  };
}
