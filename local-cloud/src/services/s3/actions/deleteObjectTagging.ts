import type { DeleteObjectTaggingOutput, DeleteObjectTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { ofObject } from '../members.ts';
import { setTags, taggedObject, taggingPermission } from '../tagging.ts';

/**
 * Takes all tags from an object.
 * Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html
 */
export function deleteObjectTagging(
  buckets: Buckets,
): Operation<DeleteObjectTaggingRequest, DeleteObjectTaggingOutput> {
  return {
    members: { ...ofObject, VersionId: {} },
    permissions: (input) => [taggingPermission(buckets, 'Delete', input)],
    handle(input, context) {
      const bucket = buckets.get(input);
      const object = taggedObject(buckets, bucket, input, context, 'DELETE');
      return setTags(buckets, bucket, object, {}, 'ObjectTagging:Delete', context);
    },
  };
}
