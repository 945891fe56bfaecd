import type { PutObjectTaggingOutput, PutObjectTaggingRequest, Tagging } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { ofObject, required } from '../members.ts';
import { setTags, taggedObject, taggingPermission } from '../tagging.ts';
import { checkTags } from '../tags.ts';

/** A document without a set of tags is taken for one of no tags (recorded). */
type Request = Omit<PutObjectTaggingRequest, 'Tagging'> & {
  readonly Tagging: Partial<Tagging> | undefined;
};

/**
 * Gives an object tags, in the place of all that it had.
 * Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed, InvalidTag, MalformedXML.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html
 */
export function putObjectTagging(buckets: Buckets): Operation<Request, PutObjectTaggingOutput> {
  return {
    members: {
      ...ofObject,
      ChecksumAlgorithm: {},
      ContentMD5: {},
      Tagging: {
        ...required,
        members: {
          TagSet: { items: { members: { Key: required, Value: required } } },
        },
      },
      VersionId: {},
    },
    permissions: (input) => [taggingPermission(buckets, 'Put', input)],
    handle(input, context) {
      const bucket = buckets.get(input);
      const object = taggedObject(buckets, bucket, input, context, 'PUT');
      const asked = input.Tagging?.TagSet ?? [];
      checkTags(asked);
      const tags = Object.fromEntries(asked.map(({ Key, Value }) => [Key!, Value!]));
      return setTags(buckets, bucket, object, tags, 'ObjectTagging:Put', context);
    },
  };
}
