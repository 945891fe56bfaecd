import type { UploadPartCopyOutput, UploadPartCopyRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import { addPart } from '../add-part.ts';
import { sizeOf, slice } from '../blobs.ts';
import type { Buckets } from '../buckets.ts';
import { checksumMember } from '../checksums/algorithms.ts';
import { checkCopiedSize, findSource, sourcePermission } from '../copy-source.ts';
import { dateOf, ENCRYPTION, quoted } from '../described.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { ofObject, required } from '../members.ts';
import type { ByteRange } from '../range.ts';
import { digestOf } from '../receive.ts';
import { checkPartNumber, findUpload } from '../uploads.ts';

/**
 * Makes a part of an object, or of a range of its bytes, that is there already.
 * Errors: NoSuchBucket, NoSuchKey, NoSuchUpload, InvalidArgument, InvalidRequest, PreconditionFailed.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html
 */
export function uploadPartCopy(
  buckets: Buckets,
): Operation<UploadPartCopyRequest, UploadPartCopyOutput> {
  return {
    members: {
      ...ofObject,
      CopySource: required,
      CopySourceIfMatch: {},
      CopySourceIfModifiedSince: {},
      CopySourceIfNoneMatch: {},
      CopySourceIfUnmodifiedSince: {},
      CopySourceRange: {},
      ExpectedSourceBucketOwner: {},
      PartNumber: required,
      UploadId: required,
    },
    permissions: ({ Bucket, Key, CopySource }) => [
      sourcePermission(buckets, CopySource),
      buckets.permission('PutObject', Bucket, Key),
    ],
    async handle(input, context) {
      const number = input.PartNumber;
      checkPartNumber(number);
      const { blobs } = buckets;
      const { algorithm, isChosen } = findUpload(buckets.get(input), input);
      const source = findSource(buckets, input, context);
      const { start, end } = copiedRange(input.CopySourceRange, source.size);
      checkCopiedSize(end - start);
      const content = slice(source.content, start, end);
      blobs.retain(content);
      const digested = await blobs.owningUntil(content, () => digestOf(blobs, content, algorithm));
      const part = blobs.owning(content, () => {
        const upload = findUpload(buckets.get(input), input);
        return addPart(buckets, upload, number, { content, size: sizeOf(content), ...digested });
      });
      return {
        CopyPartResult: {
          ETag: quoted(part.md5),
          LastModified: dateOf(part),
          ...(isChosen && { [checksumMember(algorithm)]: part.checksum.value }),
        },
        ServerSideEncryption: ENCRYPTION,
        ...(source.versionId !== 'null' && { CopySourceVersionId: source.versionId }),
      };
    },
  };
}

function copiedRange(header: string | undefined, size: number): ByteRange {
  if (header === undefined) return { start: 0, end: size };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? [];
  const [start, end] = [Number(first), Number(last) + 1];
  if (first === undefined || end <= start) throw notOfTheForm(header);
  if (start >= size) {
    throw invalidRequest('The specified copy range is invalid for the source object size');
  }
  if (end > size) throw beyondSource(header, size);
  return { start, end };
}

function notOfTheForm(header: string) {
  return invalidArgument(
    'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
    'x-amz-copy-source-range',
    header,
  );
}

function beyondSource(header: string, size: number) {
  const message = `Range specified is not valid for source object of size: ${size}`;
  return invalidArgument(message, 'x-amz-copy-source-range', header);
}
