import type { PutObjectCommandInput, PutObjectOutput } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import { checkedAcl } from '../acl.ts';
import type { Buckets } from '../buckets.ts';
import { checksumMembers } from '../checksums/algorithms.ts';
import { expectedOf } from '../checksums/expected.ts';
import { checkWrite } from '../conditions.ts';
import { written } from '../described.ts';
import { checksums, newObject, ofObject, writeConditions } from '../members.ts';
import { receive } from '../receive.ts';
import { parseTagging } from '../tags.ts';
import { addObject, headersOf, writePermissions } from '../write.ts';

/**
 * Writes an object. It is there once all of its bytes are; until then, and when they are not as they
 * were said to be, what was there before stays.
 * Errors: NoSuchBucket, BadDigest, InvalidDigest, InvalidRequest, IncompleteBody, PreconditionFailed,
 * NoSuchKey, InvalidTag, InvalidArgument, InvalidStorageClass.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export function putObject(buckets: Buckets): Operation<PutObjectCommandInput, PutObjectOutput> {
  return {
    members: {
      ...ofObject,
      ...newObject,
      ...checksums,
      ...writeConditions,
      Body: {},
      ChecksumAlgorithm: {},
      ContentLength: {},
      ContentMD5: {},
    },
    permissions: (input) => writePermissions(buckets, input),
    async handle(input, context) {
      const { Key: key = '', StorageClass: storageClass = 'STANDARD' } = input;
      const before = buckets.get(input);
      const acl = checkedAcl(before, input, buckets.owner);
      checkWrite(input, before.current(key));
      const tags = parseTagging(input.Tagging);
      const expected = expectedOf(input);
      const { content, size, md5, checksum } = await receive(buckets.blobs, input.Body, expected);
      const object = buckets.blobs.owning(content, () => {
        const bucket = buckets.get(input);
        checkWrite(input, bucket.current(key));
        const etag = md5.toString('hex');
        const about = { key, content, size, etag, checksum, storageClass, tags, acl };
        const made = { ...about, headers: headersOf(input), parts: undefined };
        return addObject(buckets, bucket, made, 'ObjectCreated:Put', context);
      });
      return { ...written(buckets.get(input), object), ...checksumMembers(checksum) };
    },
  };
}
