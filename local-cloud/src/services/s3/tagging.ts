import type { GetObjectTaggingRequest, Tag } from '@aws-sdk/client-s3';
import { AwsError } from '../../core/errors.ts';
import type { CallContext, Permission } from '../../core/service.ts';
import type { Bucket } from './bucket.ts';
import type { Buckets } from './buckets.ts';
import { versionMember } from './described.ts';
import { methodNotAllowed, noSuchKey } from './errors.ts';
import type { ObjectEventName } from './events.ts';
import { compareKeys } from './keys.ts';
import type { StoredObject } from './object.ts';
import { findObject } from './read.ts';

type OfVersion = Pick<
  GetObjectTaggingRequest,
  'Bucket' | 'Key' | 'VersionId' | 'ExpectedBucketOwner'
>;

/** @param verb of the action: `Get`, `Put` or `Delete` */
export function taggingPermission(
  buckets: Buckets,
  verb: string,
  { Bucket, Key, VersionId }: OfVersion,
): Permission {
  const kind = VersionId === undefined ? '' : 'Version';
  return buckets.permission(`${verb}Object${kind}Tagging`, Bucket, Key);
}

/**
 * The object whose tags are meant. A delete marker has none: it is refused as such also where no
 * version is asked for, and where tags are read an error names the object with its bucket (recorded).
 *
 * @param method of the request: `GET`, `PUT` or `DELETE`
 */
export function taggedObject(
  buckets: Buckets,
  bucket: Bucket,
  input: OfVersion,
  context: CallContext,
  method: string,
): StoredObject {
  const [newest] = bucket.versionsOf(input.Key ?? '');
  if (input.VersionId === undefined && newest?.isDeleteMarker) throw methodNotAllowed(method);
  try {
    return findObject(buckets, bucket, input, context, method);
  } catch (error) {
    const isMissing = error instanceof AwsError && error.code === 'NoSuchKey';
    throw isMissing && method === 'GET' ? noSuchKey(`${bucket.name}/${input.Key}`) : error;
  }
}

/** By their keys. */
export function tagSet(tags: Readonly<Record<string, string>>): Tag[] {
  return Object.entries(tags)
    .map(([Key, Value]) => ({ Key, Value }))
    .sort((a, b) => compareKeys(a.Key, b.Key));
}

/** Gives an object other tags, and tells of it. */
export function setTags(
  buckets: Buckets,
  bucket: Bucket,
  object: StoredObject,
  tags: Readonly<Record<string, string>>,
  name: ObjectEventName,
  context: CallContext,
): { VersionId?: string } {
  object.tags = tags;
  const version = versionMember(bucket, object);
  const { VersionId: versionId } = version;
  const about = { name, bucket: bucket.name, key: object.key, etag: object.etag };
  buckets.tell({ ...about, ...(versionId !== undefined && { versionId }) }, context);
  return version;
}
