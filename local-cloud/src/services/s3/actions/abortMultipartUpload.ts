import type { AbortMultipartUploadRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { ofObject, required } from '../members.ts';
import { findUpload } from '../uploads.ts';

/**
 * Gives an upload up, with all of its parts.
 * Errors: NoSuchBucket, NoSuchUpload.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
 */
export function abortMultipartUpload(
  buckets: Buckets,
): Operation<AbortMultipartUploadRequest, object> {
  return {
    members: { ...ofObject, UploadId: required },
    permissions: ({ Bucket, Key }) => [buckets.permission('AbortMultipartUpload', Bucket, Key)],
    handle(input) {
      const bucket = buckets.get(input);
      bucket.endUpload(findUpload(bucket, input));
      return {};
    },
  };
}
