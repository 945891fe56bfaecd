import type { PutBucketTaggingRequest } from '@aws-sdk/client-s3';
import { bucketTags } from '../bucket-tags.ts';
import type { Buckets } from '../buckets.ts';
import { required } from '../members.ts';
import { sets } from '../settings.ts';

/**
 * Gives a bucket tags, in the place of all that it had.
 * Errors: NoSuchBucket, InvalidTag, MalformedXML, BadRequest.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html
 */
export function putBucketTagging(buckets: Buckets) {
  return sets<PutBucketTaggingRequest>(
    buckets,
    'PutBucketTagging',
    {
      Tagging: {
        ...required,
        members: { TagSet: { items: { members: { Key: required, Value: required } } } },
      },
    },
    ({ Tagging }) => ({ tags: bucketTags(Tagging?.TagSet ?? []) }),
  );
}
