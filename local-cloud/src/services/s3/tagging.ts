import type { GetObjectTaggingRequest, Tag } from '@aws-sdk/client-s3';
import type { CallContext, Permission } from '../../core/service.ts';
import type { Buckets } from './buckets.ts';
import { versionMember } from './described.ts';
import type { ObjectEventName } from './events.ts';
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

/** The object of whose tags a request is. */
export function taggedObject(
  buckets: Buckets,
  input: OfVersion,
  context: CallContext,
  method: string,
): StoredObject {
  return findObject(buckets, buckets.get(input), input, context, method);
}

export function tagSet(tags: Readonly<Record<string, string>>): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Gives an object other tags, and tells of it. */
export function setTags(
  buckets: Buckets,
  input: OfVersion,
  object: StoredObject,
  tags: Readonly<Record<string, string>>,
  name: ObjectEventName,
  context: CallContext,
): { VersionId?: string } {
  object.tags = tags;
  const version = versionMember(object);
  const { VersionId: versionId } = version;
  const about = { name, bucket: input.Bucket!, key: object.key, etag: object.etag };
  buckets.tell({ ...about, ...(versionId !== undefined && { versionId }) }, context);
  return version;
}
