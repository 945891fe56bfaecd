import { createHash } from 'node:crypto';
import type { CompletedPart, CompleteMultipartUploadRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../core/errors.ts';
import type { Bucket } from './bucket.ts';
import { ALGORITHMS, type Checksum, checksumMember, FORMS } from './checksums/algorithms.ts';
import { combineCrc } from './checksums/crc.ts';
import { unquoted } from './described.ts';
import { invalidRequest, malformedXml } from './errors.ts';
import type { StoredObject, Version } from './object.ts';
import type { Upload, UploadedPart } from './upload.ts';
import type { NewObject } from './write.ts';

/** Every part but the last has that many bytes. */
const SMALLEST_PART = 5 * 2 ** 20;

/** The object that the parts of an upload make. Throws what CompleteMultipartUpload does. */
export function completed(upload: Upload, input: CompleteMultipartUploadRequest): NewObject {
  checkType(upload, input.ChecksumType);
  const parts = partsAsked(upload, input.MultipartUpload?.Parts ?? []);
  const checksum = checksumOf(upload, parts);
  checkChecksum(checksum, input);
  const size = parts.reduce((total, part) => total + part.size, 0);
  checkSize(size, input.MpuObjectSize);
  const { key, headers, tags, storageClass, acl } = upload;
  return {
    ...{ key, headers, tags, storageClass, acl, size, checksum },
    content: parts.flatMap(({ content }) => content),
    etag: etagOf(parts.map(({ md5 }) => md5)),
    uploadId: upload.id,
    parts: parts.map((part, index) => ({
      number: index + 1,
      size: part.size,
      checksum: upload.isChosen ? part.checksum.value : undefined,
    })),
  };
}

function partsAsked(upload: Upload, asked: readonly CompletedPart[]): readonly UploadedPart[] {
  if (asked.length === 0) throw invalidRequest('You must specify at least one part');
  for (const [index, { PartNumber: number, ETag: etag }] of asked.entries()) {
    if (number === undefined || etag === undefined) throw malformedXml();
    if (number <= (asked[index - 1]?.PartNumber ?? 0)) throw invalidOrder(upload);
  }
  // Of several parts that are wrong S3 names the last (recorded).
  const found = asked.toReversed().map((one) => partAsked(upload, one));
  return found.toReversed().map((part, index) => {
    if (index < asked.length - 1 && part.size < SMALLEST_PART) throw tooSmall(part);
    return part;
  });
}

function partAsked(upload: Upload, asked: CompletedPart): UploadedPart {
  const part = upload.parts.get(asked.PartNumber ?? 0);
  if (part?.md5 !== unquoted(asked.ETag ?? '')) throw invalidPart(upload, asked);
  checkPart(upload, part, asked);
  return part;
}

function checkPart(upload: Upload, part: UploadedPart, asked: CompletedPart): void {
  const given = ALGORITHMS.find((name) => asked[checksumMember(name)] !== undefined);
  if (given === undefined) {
    if (upload.isChosen && upload.type === 'COMPOSITE') throw missingChecksum(upload, part);
    return;
  }
  if (upload.isChosen && given !== upload.algorithm) throw otherAlgorithm(given, part);
  const isRight = upload.isChosen && asked[checksumMember(given)] === part.checksum.value;
  if (!isRight) throw invalidPart(upload, asked);
}

/** Of all bytes, told from the CRCs of the parts; or of the checksums of the parts. */
function checksumOf({ algorithm, type }: Upload, parts: readonly UploadedPart[]): Checksum {
  const { crc, begin } = FORMS[algorithm];
  const bytesOf = ({ checksum }: UploadedPart) => Buffer.from(checksum.value, 'base64');
  if (type === 'COMPOSITE') {
    const digest = begin();
    for (const part of parts) digest.update(bytesOf(part));
    return { algorithm, type, value: `${digest.digest().toString('base64')}-${parts.length}` };
  }
  const [first, ...rest] = parts;
  let whole: Buffer = bytesOf(first!);
  for (const part of rest) whole = combineCrc(crc!, whole, bytesOf(part), part.size);
  return { algorithm, type, value: whole.toString('base64') };
}

/**
 * The version that a completed upload made of just these parts: S3 answers whoever completes it
 * again, having missed the first answer, as it did before.
 */
export function completedBefore(
  bucket: Bucket,
  { Key = '', UploadId, MultipartUpload }: CompleteMultipartUploadRequest,
): StoredObject | undefined {
  const etag = etagOf((MultipartUpload?.Parts ?? []).map(({ ETag = '' }) => unquoted(ETag)));
  const isMade = (version: Version): version is StoredObject =>
    !version.isDeleteMarker && version.uploadId === UploadId && version.etag === etag;
  return bucket.versionsOf(Key).find(isMade);
}

/**
 * @param md5s of the parts, hexadecimal
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
function etagOf(md5s: readonly string[]): string {
  const digest = createHash('md5');
  for (const md5 of md5s) digest.update(Buffer.from(md5, 'hex'));
  return `${digest.digest('hex')}-${md5s.length}`;
}

function checkType({ type, isChosen }: Upload, asked: string | undefined): void {
  if (asked === undefined || (isChosen && asked === type)) return;
  throw invalidRequest(
    `The upload was created using the ${isChosen ? type : 'null'} checksum mode. The complete request must use the same checksum mode.`,
  );
}

function checkChecksum({ algorithm, value }: Checksum, input: CompleteMultipartUploadRequest) {
  const given = ALGORITHMS.find((name) => input[checksumMember(name)] !== undefined);
  if (given === undefined) return;
  const told = input[checksumMember(given)]!.replace(/-\d+$/, '');
  if (given === algorithm && told === value.replace(/-\d+$/, '')) return;
  throw new AwsError(
    'BadDigest',
    `The ${algorithm.toLowerCase()} you specified did not match the calculated checksum.`,
  );
}

function checkSize(size: number, told: number | undefined): void {
  if (told === undefined || told === size) return;
  throw invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${told} does not match what was computed: ${size}`,
  );
}

function invalidOrder({ id }: Upload): AwsError {
  return new AwsError(
    'InvalidPartOrder',
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
    { members: { UploadId: id } },
  );
}

function invalidPart({ id }: Upload, { PartNumber, ETag = '' }: CompletedPart): AwsError {
  return new AwsError(
    'InvalidPart',
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { members: { ETag: unquoted(ETag), PartNumber: String(PartNumber), UploadId: id } },
  );
}

function tooSmall({ md5, number, size }: UploadedPart): AwsError {
  return new AwsError(
    'EntityTooSmall',
    'Your proposed upload is smaller than the minimum allowed size',
    {
      members: {
        ETag: md5,
        MinSizeAllowed: String(SMALLEST_PART),
        PartNumber: String(number),
        ProposedSize: String(size),
      },
    },
  );
}

function missingChecksum({ algorithm }: Upload, { number }: UploadedPart): AwsError {
  return invalidRequest(
    `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
  );
}

function otherAlgorithm(given: string, { number }: UploadedPart): AwsError {
  return new AwsError(
    'BadDigest',
    `The ${given.toLowerCase()} you specified for part ${number} did not match what we received.`,
  );
}
