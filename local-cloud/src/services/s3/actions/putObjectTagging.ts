import type { PutObjectTaggingOutput, PutObjectTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { ofObject, required } from '../members.ts';
import { findObject } from '../read.ts';
import { setTags, taggingPermission } from '../tagging.ts';
import { checkTags } from '../tags.ts';

/**
 * Gives an object tags, in the place of all that it had.
 * Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed, InvalidTag, MalformedXML.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html
 */
export function putObjectTagging(
  buckets: Buckets,
): Operation<PutObjectTaggingRequest, PutObjectTaggingOutput> {
  return {
    members: {
      ...ofObject,
      ChecksumAlgorithm: {},
      ContentMD5: {},
      Tagging: {
        ...required,
        members: {
          TagSet: { required: true, items: { members: { Key: required, Value: required } } },
        },
      },
      VersionId: {},
    },
    permissions: (input) => [taggingPermission(buckets, 'Put', input)],
    handle(input, context) {
      const bucket = buckets.get(input);
      const object = findObject(buckets, bucket, input, context, 'PUT');
      const asked = input.Tagging?.TagSet ?? [];
      checkTags(asked);
      const tags = Object.fromEntries(asked.map(({ Key, Value }) => [Key!, Value!]));
      return setTags(buckets, bucket, object, tags, 'ObjectTagging:Put', context);
    },
  };
}
