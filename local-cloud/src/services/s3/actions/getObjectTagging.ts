import type { GetObjectTaggingOutput, GetObjectTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { versionMember } from '../described.ts';
import { ofObject } from '../members.ts';
import { taggedObject, taggingPermission, tagSet } from '../tagging.ts';

/**
 * The tags of an object.
 * Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html
 */
export function getObjectTagging(
  buckets: Buckets,
): Operation<GetObjectTaggingRequest, GetObjectTaggingOutput> {
  return {
    members: { ...ofObject, VersionId: {} },
    permissions: (input) => [taggingPermission(buckets, 'Get', input)],
    handle(input, context) {
      const bucket = buckets.get(input);
      const object = taggedObject(buckets, bucket, input, context, 'GET');
      return { TagSet: tagSet(object.tags), ...versionMember(bucket, object) };
    },
  };
}
