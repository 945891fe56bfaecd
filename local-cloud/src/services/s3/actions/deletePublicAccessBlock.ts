import type { DeletePublicAccessBlockRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { clears } from '../settings.ts';

/**
 * Has a bucket block no public access of its own accord. Errors: NoSuchBucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html
 */
export function deletePublicAccessBlock(buckets: Buckets) {
  return clears<DeletePublicAccessBlockRequest>(
    buckets,
    'PutBucketPublicAccessBlock',
    'publicAccessBlock',
  );
}
