import type { GetObjectRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../core/errors.ts';
import type { CallContext, Permission } from '../../core/service.ts';
import type { Bucket } from './bucket.ts';
import type { Buckets } from './buckets.ts';
import { type Checksum, checksumMembers } from './checksums/algorithms.ts';
import { checkRead } from './conditions.ts';
import {
  invalidArgument,
  invalidRequest,
  invalidVersionId,
  methodNotAllowed,
  noSuchKey,
  noSuchVersion,
} from './errors.ts';
import type { StoredObject, Version } from './object.ts';
import { type ByteRange, parseRange } from './range.ts';
import { isArchive } from './restore.ts';
import { isVersionId } from './version-id.ts';

type ReadRequest = Pick<
  GetObjectRequest,
  | 'Bucket'
  | 'Key'
  | 'VersionId'
  | 'ExpectedBucketOwner'
  | 'IfMatch'
  | 'IfNoneMatch'
  | 'IfModifiedSince'
  | 'IfUnmodifiedSince'
  | 'Range'
  | 'PartNumber'
  | 'ChecksumMode'
>;

/** An object, the bytes of it that were asked for, and what is answered of those. */
export interface Reading {
  readonly bucket: Bucket;
  readonly object: StoredObject;
  readonly bytes: ByteRange;
  readonly members: {
    readonly ContentLength: number;
    readonly ContentRange?: string;
    readonly PartsCount?: number;
    readonly ChecksumType?: Checksum['type'];
  };
}

/** What GetObject and HeadObject ask for. */
export function readPermissions(
  buckets: Buckets,
  { Bucket, Key, VersionId }: ReadRequest,
): Permission[] {
  const action = VersionId === undefined ? 'GetObject' : 'GetObjectVersion';
  return [buckets.permission(action, Bucket, Key)];
}

/** The object that a request reads, and which bytes of it. Throws what GetObject does. */
export function readObject(buckets: Buckets, input: ReadRequest, context: CallContext): Reading {
  const bucket = buckets.get(input);
  const object = findObject(buckets, bucket, input, context);
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = input;
  checkRead(
    {
      match: IfMatch,
      noneMatch: IfNoneMatch,
      modifiedSince: IfModifiedSince,
      unmodifiedSince: IfUnmodifiedSince,
    },
    object,
    buckets.cloud.clock.now(),
  );
  return { bucket, object, ...bytesOf(input, object) };
}

/**
 * Throws InvalidObjectState: what is archived must be restored before its bytes are read.
 *
 * @param now cloud time in milliseconds
 */
export function checkArchived({ storageClass, restore }: StoredObject, now: number): void {
  if (!isArchive(storageClass)) return;
  if (restore !== undefined && restore.readyAt <= now && now < restore.until) return;
  throw new AwsError(
    'InvalidObjectState',
    "The operation is not valid for the object's storage class",
    { status: 403, members: { StorageClass: storageClass } },
  );
}

/** Throws NoSuchKey, NoSuchVersion, or MethodNotAllowed for a delete marker that is asked for. */
export function findObject(
  buckets: Buckets,
  bucket: Bucket,
  { Key: key = '', VersionId: versionId }: Pick<ReadRequest, 'Key' | 'VersionId'>,
  context: CallContext,
  method = 'GET',
): StoredObject {
  if (versionId !== undefined) {
    const mayList = () => buckets.checkMayList(bucket, context);
    return findVersion(bucket, key, versionId, { method, mayList });
  }
  const [newest] = bucket.versionsOf(key);
  if (newest !== undefined && !newest.isDeleteMarker) return newest;
  buckets.checkMayList(bucket, context);
  throw newest === undefined ? noSuchKey(key) : withMarker(noSuchKey(key), newest);
}

function findVersion(
  bucket: Bucket,
  key: string,
  versionId: string,
  { method, mayList }: { readonly method: string; readonly mayList: () => void },
): StoredObject {
  if (!isVersionId(versionId)) throw invalidVersionId(versionId);
  const version = bucket.find(key, versionId);
  if (version === undefined) {
    mayList();
    throw noSuchVersion(key, versionId);
  }
  if (version.isDeleteMarker) throw withMarker(methodNotAllowed(method), version);
  return version;
}

/** The answer's headers tell that it was a delete marker which hid the object. */
function withMarker(error: AwsError, { versionId }: Version): AwsError {
  return new AwsError(error.code, error.message, {
    status: error.status,
    members: error.members,
    headers: { ...error.headers, 'x-amz-delete-marker': 'true', 'x-amz-version-id': versionId },
  });
}

function bytesOf(
  { Range, PartNumber, ChecksumMode }: ReadRequest,
  object: StoredObject,
): Pick<Reading, 'bytes' | 'members'> {
  const { size, parts } = object;
  const range = PartNumber === undefined ? parseRange(Range, size) : partRange(PartNumber, object);
  if (Range !== undefined && PartNumber !== undefined) {
    throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  }
  const { start, end } = range ?? { start: 0, end: size };
  return {
    bytes: { start, end },
    members: {
      ContentLength: end - start,
      ...(ChecksumMode && checksumOf(object, PartNumber, end - start)),
      ...(range && end > start && { ContentRange: `bytes ${start}-${end - 1}/${size}` }),
      ...(PartNumber !== undefined && parts && { PartsCount: parts.length }),
    },
  };
}

/** That of the whole object, or of a part where each has its own (recorded). */
function checksumOf(
  { checksum, parts, size }: StoredObject,
  part: number | undefined,
  length: number,
) {
  const value = part === undefined ? undefined : parts?.[part - 1]?.checksum;
  if (checksum.type === 'COMPOSITE' && value !== undefined) {
    return checksumMembers({ ...checksum, value });
  }
  return length === size ? checksumMembers(checksum) : {};
}

/** An object that was not uploaded in parts is its first part. */
function partRange(asked: number, { size, parts }: StoredObject): ByteRange {
  if (!Number.isInteger(asked) || asked < 1 || asked > 10_000) {
    const message = 'Part number must be an integer between 1 and 10000, inclusive';
    throw invalidArgument(message, 'partNumber', asked);
  }
  const all = parts ?? [{ number: 1, size }];
  if (asked > all.length) throw invalidPartNumber(asked, all.length);
  const start = all.slice(0, asked - 1).reduce((total, part) => total + part.size, 0);
  return { start, end: start + all[asked - 1]!.size };
}

function invalidPartNumber(asked: number, count: number): AwsError {
  return new AwsError('InvalidPartNumber', 'The requested partnumber is not satisfiable', {
    status: 416,
    members: { ActualPartCount: String(count), PartNumberRequested: String(asked) },
  });
}
