import type { PutBucketEncryptionRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { required } from '../members.ts';
import { sets } from '../settings.ts';

const RULE = {
  members: {
    ApplyServerSideEncryptionByDefault: {
      ...required,
      members: { SSEAlgorithm: { ...required, enum: ['AES256'] } },
    },
    BucketKeyEnabled: {},
  },
} as const;

/**
 * Says how a bucket encrypts. Only S3's own keys are served, which change nothing.
 * Errors: NoSuchBucket, MalformedXML.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html
 */
export function putBucketEncryption(buckets: Buckets) {
  return sets<PutBucketEncryptionRequest>(
    buckets,
    'PutEncryptionConfiguration',
    {
      ServerSideEncryptionConfiguration: {
        ...required,
        members: { Rules: { ...required, length: [1, 1], items: RULE } },
      },
    },
    (input) => ({
      bucketKey: input.ServerSideEncryptionConfiguration!.Rules![0]!.BucketKeyEnabled,
    }),
  );
}
