import type { GetPublicAccessBlockOutput, GetPublicAccessBlockRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { notConfigured } from '../errors.ts';
import { reads } from '../settings.ts';

/**
 * Gives what a bucket does about public access: a new one blocks all.
 * Errors: NoSuchBucket, NoSuchPublicAccessBlockConfiguration.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html
 */
export function getPublicAccessBlock(buckets: Buckets) {
  return reads<GetPublicAccessBlockRequest, GetPublicAccessBlockOutput>(
    buckets,
    'GetBucketPublicAccessBlock',
    ({ name, settings: { publicAccessBlock } }) => {
      if (publicAccessBlock !== undefined) {
        return { PublicAccessBlockConfiguration: publicAccessBlock };
      }
      throw notConfigured(
        'NoSuchPublicAccessBlockConfiguration',
        'The public access block configuration was not found',
        name,
      );
    },
  );
}
