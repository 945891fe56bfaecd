import type { GetBucketEncryptionOutput, GetBucketEncryptionRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { ENCRYPTION } from '../described.ts';
import { reads } from '../settings.ts';

/**
 * Gives how a bucket encrypts: with S3's own keys, unless it is said otherwise.
 * Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html
 */
export function getBucketEncryption(buckets: Buckets) {
  return reads<GetBucketEncryptionRequest, GetBucketEncryptionOutput>(
    buckets,
    'GetEncryptionConfiguration',
    ({ settings: { bucketKey = false } }) => ({
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: ENCRYPTION },
            BucketKeyEnabled: bucketKey,
          },
        ],
      },
    }),
  );
}
