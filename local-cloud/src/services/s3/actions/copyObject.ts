import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import { checkedAcl } from '../acl.ts';
import type { Buckets } from '../buckets.ts';
import { checksumMembers } from '../checksums/algorithms.ts';
import { askedAlgorithm } from '../checksums/expected.ts';
import { checkWrite } from '../conditions.ts';
import { checkCopiedSize, findSource, parseCopySource, sourcePermission } from '../copy-source.ts';
import { dateOf, ENCRYPTION, quoted, versionMember } from '../described.ts';
import { invalidRequest } from '../errors.ts';
import { expirationOf } from '../lifecycle/due.ts';
import { newObject, ofObject, required, writeConditions } from '../members.ts';
import type { ObjectHeaders, StoredObject } from '../object.ts';
import { digestOf } from '../receive.ts';
import { parseTagging } from '../tags.ts';
import { addObject, headersOf, writePermissions } from '../write.ts';

/**
 * Copies an object of up to 5 GB: its bytes are shared, not written again.
 * Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, PreconditionFailed, InvalidRequest, InvalidArgument.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export function copyObject(buckets: Buckets): Operation<CopyObjectRequest, CopyObjectOutput> {
  return {
    members: {
      ...ofObject,
      ...newObject,
      ...writeConditions,
      ChecksumAlgorithm: {},
      CopySource: required,
      CopySourceIfMatch: {},
      CopySourceIfModifiedSince: {},
      CopySourceIfNoneMatch: {},
      CopySourceIfUnmodifiedSince: {},
      ExpectedSourceBucketOwner: {},
      MetadataDirective: { enum: ['COPY', 'REPLACE'] },
      TaggingDirective: { enum: ['COPY', 'REPLACE'] },
    },
    permissions: (input) => [
      sourcePermission(buckets, input.CopySource),
      ...writePermissions(buckets, input),
    ],
    async handle(input, context) {
      const key = input.Key ?? '';
      const { blobs } = buckets;
      checkWrite(input, buckets.get(input).current(key));
      const source = findSource(buckets, input, context);
      checkChanges(input);
      const acl = checkedAcl(buckets.get(input), input, buckets.owner);
      checkCopiedSize(source.size);
      const { content, size } = source;
      blobs.retain(content);
      const digests = await blobs.owningUntil(content, () => digestsOf(buckets, input, source));
      const object = blobs.owning(content, () => {
        const bucket = buckets.get(input);
        checkWrite(input, bucket.current(key));
        const about = {
          key,
          content,
          size,
          parts: undefined,
          acl,
          ...digests,
          ...taken(input, source),
        };
        return addObject(buckets, bucket, about, 'ObjectCreated:Copy', context);
      });
      return {
        CopyObjectResult: {
          ETag: quoted(object.etag),
          LastModified: dateOf(object),
          ...checksumMembers(object.checksum),
        },
        ServerSideEncryption: ENCRYPTION,
        ...expirationOf(buckets.get(input), object),
        ...versionMember(buckets.get(input), object),
        ...(source.versionId !== 'null' && { CopySourceVersionId: source.versionId }),
      };
    },
  };
}

/** What the copy has of its source, and what of the request. */
function taken(input: CopyObjectRequest, source: StoredObject) {
  const isReplaced = input.MetadataDirective === 'REPLACE';
  return {
    headers: isReplaced ? headersOf(input) : copiedHeaders(input, source),
    tags: input.TaggingDirective === 'REPLACE' ? parseTagging(input.Tagging) : source.tags,
    storageClass: input.StorageClass ?? 'STANDARD',
  };
}

/** Where a website sends its readers instead is said of each object anew. */
function copiedHeaders(
  { WebsiteRedirectLocation }: CopyObjectRequest,
  { headers }: StoredObject,
): ObjectHeaders {
  const { WebsiteRedirectLocation: _, ...copied } = headers;
  return WebsiteRedirectLocation === undefined ? copied : { ...copied, WebsiteRedirectLocation };
}

/** The ETag of a copy is of all its bytes, however its source was uploaded. */
async function digestsOf(buckets: Buckets, input: CopyObjectRequest, source: StoredObject) {
  const { etag, checksum, content, parts } = source;
  const algorithm = askedAlgorithm(input.ChecksumAlgorithm) ?? checksum.algorithm;
  if (parts === undefined && algorithm === checksum.algorithm) return { etag, checksum };
  const { md5, checksums } = await digestOf(buckets.blobs, content, algorithm);
  return { etag: md5.toString('hex'), checksum: checksums[algorithm]! };
}

/** A copy onto itself has to change something. */
function checkChanges(input: CopyObjectRequest): void {
  const { Bucket, Key, VersionId } = parseCopySource(input.CopySource ?? '');
  const isItself = Bucket === input.Bucket && Key === input.Key && VersionId === undefined;
  const isChanged =
    input.MetadataDirective === 'REPLACE' ||
    input.StorageClass !== undefined ||
    input.WebsiteRedirectLocation !== undefined ||
    input.ServerSideEncryption !== undefined ||
    input.ChecksumAlgorithm !== undefined;
  if (!isItself || isChanged) return;
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}
