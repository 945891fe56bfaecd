import type { GetBucketTaggingOutput, GetBucketTaggingRequest } from '@aws-sdk/client-s3';
import type { Buckets } from '../buckets.ts';
import { notConfigured } from '../errors.ts';
import { reads } from '../settings.ts';
import { tagSet } from '../tagging.ts';

/**
 * Gives the tags of a bucket. Errors: NoSuchBucket, NoSuchTagSet.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html
 */
export function getBucketTagging(buckets: Buckets) {
  return reads<GetBucketTaggingRequest, GetBucketTaggingOutput>(
    buckets,
    'GetBucketTagging',
    ({ name, settings: { tags } }) => {
      if (tags !== undefined) return { TagSet: tagSet(tags) };
      throw notConfigured('NoSuchTagSet', 'The TagSet does not exist', name);
    },
  );
}
