import type { CopyObjectRequest } from '@aws-sdk/client-s3';
import type { CallContext, Permission } from '../../core/service.ts';
import type { Buckets } from './buckets.ts';
import { brokenCondition } from './conditions.ts';
import { invalidArgument, invalidRequest, preconditionFailed } from './errors.ts';
import type { StoredObject } from './object.ts';
import { checkArchived, findObject } from './read.ts';

interface Source {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string;
}

/** The most that is copied at once, in bytes; more is copied in parts. */
const LARGEST = 5 * 2 ** 30;

/**
 * `bucket/key`, percent-encoded, with or without a slash before it and `?versionId=` after it.
 * Throws InvalidArgument.
 */
export function parseCopySource(header: string): Source {
  const [, path = '', versionId] = /^\/?(.*?)(?:\?versionId=([^?]*))?$/s.exec(header) ?? [];
  const [, Bucket, Key] = /^([^/]+)\/(.+)$/s.exec(decoded(path)) ?? [];
  if (Bucket === undefined || Key === undefined) {
    throw invalidArgument(
      'Invalid copy source object key',
      'x-amz-copy-source',
      'x-amz-copy-source',
    );
  }
  return { Bucket, Key, ...(versionId !== undefined && { VersionId: versionId }) };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export function sourcePermission(buckets: Buckets, header: string | undefined): Permission {
  const { Bucket, Key, VersionId } = parseCopySource(header ?? '');
  const action = VersionId === undefined ? 'GetObject' : 'GetObjectVersion';
  return buckets.permission(action, Bucket, Key);
}

type SourceRequest = Pick<
  CopyObjectRequest,
  | 'CopySource'
  | 'CopySourceIfMatch'
  | 'CopySourceIfModifiedSince'
  | 'CopySourceIfNoneMatch'
  | 'CopySourceIfUnmodifiedSince'
  | 'ExpectedSourceBucketOwner'
>;

/** The object that is copied. Throws what reading it does, and PreconditionFailed. */
export function findSource(
  buckets: Buckets,
  input: SourceRequest,
  context: CallContext,
): StoredObject {
  const source = parseCopySource(input.CopySource ?? '');
  const owner = input.ExpectedSourceBucketOwner;
  const bucket = buckets.get({ ...source, ExpectedBucketOwner: owner });
  const object = found(buckets, bucket, source, context);
  const broken = brokenCondition(
    {
      match: input.CopySourceIfMatch,
      noneMatch: input.CopySourceIfNoneMatch,
      modifiedSince: input.CopySourceIfModifiedSince,
      unmodifiedSince: input.CopySourceIfUnmodifiedSince,
    },
    object,
    buckets.cloud.clock.now(),
  );
  checkArchived(object, buckets.cloud.clock.now());
  if (broken !== undefined) throw preconditionFailed(`x-amz-copy-source-${broken}`);
  return object;
}

function found(
  buckets: Buckets,
  bucket: ReturnType<Buckets['get']>,
  source: Source,
  context: CallContext,
): StoredObject {
  if (source.VersionId && bucket.find(source.Key, source.VersionId)?.isDeleteMarker) {
    throw invalidRequest(
      'The source of a copy request may not specifically refer to a delete marker by version id.',
    );
  }
  return findObject(buckets, bucket, source, context);
}

/** Throws InvalidRequest for what is too large to be copied at once. */
export function checkCopiedSize(size: number): void {
  if (size <= LARGEST) return;
  throw invalidRequest(
    `The specified copy source is larger than the maximum allowable size for a copy source: ${LARGEST}`,
  );
}
