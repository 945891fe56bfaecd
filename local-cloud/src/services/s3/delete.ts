import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3';
import type { CallContext, Permission } from '../../core/service.ts';
import type { Bucket } from './bucket.ts';
import type { Buckets } from './buckets.ts';
import { checkWrite } from './conditions.ts';
import { invalidVersionId, notImplemented } from './errors.ts';
import { isVersionId } from './version-id.ts';
import { deleteCurrent, deleteVersion } from './write.ts';

type Deletion = Pick<
  DeleteObjectRequest,
  'Key' | 'VersionId' | 'IfMatch' | 'IfMatchLastModifiedTime' | 'IfMatchSize'
>;

/** What it takes to delete an object, or a version of it. */
export function deletePermission(
  buckets: Buckets,
  { Bucket, Key, VersionId }: Pick<DeleteObjectRequest, 'Bucket' | 'Key' | 'VersionId'>,
): Permission {
  const action = VersionId === undefined ? 'DeleteObject' : 'DeleteObjectVersion';
  return buckets.permission(action, Bucket, Key);
}

/** Deletes what DeleteObject, or an entry of DeleteObjects, names. */
export function deleteObjectOf(
  buckets: Buckets,
  bucket: Bucket,
  input: Deletion,
  context: CallContext,
): DeleteObjectOutput {
  const { Key: key = '', VersionId: versionId } = input;
  checkConditions(input, bucket, key);
  if (versionId === undefined) {
    const marker = deleteCurrent(buckets, bucket, key, context);
    return marker === undefined ? {} : { DeleteMarker: true, VersionId: marker.versionId };
  }
  if (!isVersionId(versionId)) throw invalidVersionId(versionId);
  const removed = deleteVersion(buckets, bucket, key, versionId, context);
  return { VersionId: versionId, ...(removed?.isDeleteMarker && { DeleteMarker: true }) };
}

/** Two of the conditions are for directory buckets only. */
function checkConditions(input: Deletion, bucket: Bucket, key: string): void {
  if (input.IfMatchLastModifiedTime !== undefined) {
    throw notImplemented('x-amz-if-match-last-modified-time');
  }
  if (input.IfMatchSize !== undefined) throw notImplemented('x-amz-if-match-size');
  if (input.IfMatch !== undefined)
    checkWrite({ Key: key, IfMatch: input.IfMatch }, bucket.current(key));
}
