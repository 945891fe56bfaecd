import type { DeleteBucketRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { ofBucket } from '../members.ts';

/**
 * Deletes a bucket that holds nothing.
 * Errors: NoSuchBucket, BucketNotEmpty.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
 */
export function deleteBucket(buckets: Buckets): Operation<DeleteBucketRequest, object> {
  return {
    members: ofBucket,
    permissions: ({ Bucket }) => [buckets.permission('DeleteBucket', Bucket)],
    handle(input) {
      const bucket = buckets.get(input);
      if (!bucket.isEmpty) throw notEmpty(bucket.name, bucket.settings.versioning !== undefined);
      buckets.delete(bucket);
      return {};
    },
  };
}

function notEmpty(BucketName: string, isVersioned: boolean): AwsError {
  const message = 'The bucket you tried to delete is not empty';
  return new AwsError(
    'BucketNotEmpty',
    isVersioned ? `${message}. You must delete all versions in the bucket.` : message,
    { status: 409, members: { BucketName } },
  );
}
