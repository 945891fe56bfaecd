import type { DeleteBucketEncryptionRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { clears } from '../settings.ts';

/**
 * Has a bucket encrypt as a new one does. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html
 */
export function deleteBucketEncryption(buckets: Buckets) {
  return clears<DeleteBucketEncryptionRequest>(buckets, 'PutEncryptionConfiguration', 'bucketKey');
}
