import type { GetObjectOutput } from '@aws-sdk/client-s3';
import { wholeSecond } from '../../core/whole-second.ts';
import type { Bucket } from './bucket.ts';
import { expirationOf } from './lifecycle/due.ts';
import { NULL_VERSION, type StoredObject, type Version } from './object.ts';

/** Buckets are encrypted with S3's own keys unless they are told otherwise. */
export const ENCRYPTION = 'AES256';

export function quoted(etag: string): string {
  return `"${etag}"`;
}

/** S3 takes an ETag with its quotes, with one of them, and without. */
export function unquoted(etag: string): string {
  return etag.replace(/^"/, '').replace(/"$/, '');
}

/** S3 tells times to the second. */
export function dateOf({ modifiedAt }: { readonly modifiedAt: number }): Date {
  return wholeSecond(modifiedAt);
}

/** The version's id, where the bucket has versions: that of what was there before is `null`. */
export function versionMember(
  { settings }: Bucket,
  { versionId }: Version,
): { VersionId?: string } {
  return settings.versioning === undefined ? {} : { VersionId: versionId };
}

/** What a write answers of the object that it made; of the id `null` it does not tell (recorded). */
export function written(bucket: Bucket, object: StoredObject) {
  return {
    ...expirationOf(bucket, object),
    ETag: quoted(object.etag),
    ServerSideEncryption: ENCRYPTION,
    ...(object.versionId !== NULL_VERSION && { VersionId: object.versionId }),
  } as const;
}

/** What GetObject and HeadObject answer alike. */
export function described(bucket: Bucket, object: StoredObject): GetObjectOutput {
  const { headers, storageClass, tags } = object;
  const tagCount = Object.keys(tags).length;
  return {
    ...headers,
    ...expirationOf(bucket, object),
    ContentType: headers.ContentType ?? 'binary/octet-stream',
    AcceptRanges: 'bytes',
    LastModified: dateOf(object),
    ETag: quoted(object.etag),
    ServerSideEncryption: ENCRYPTION,
    Metadata: { ...headers.Metadata },
    ...(storageClass !== 'STANDARD' && { StorageClass: storageClass as 'GLACIER' }),
    ...(tagCount > 0 && { TagCount: tagCount }),
    ...versionMember(bucket, object),
  };
}
