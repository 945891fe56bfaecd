import type { GetObjectOutput } from '@aws-sdk/client-s3';
import { NULL_VERSION, type StoredObject, type Version } from './object.ts';

/** Buckets are encrypted with S3's own keys unless they are told otherwise. */
export const ENCRYPTION = 'AES256';

export function quoted(etag: string): string {
  return `"${etag}"`;
}

/** S3 tells times to the second. */
export function dateOf({ modifiedAt }: { readonly modifiedAt: number }): Date {
  return new Date(Math.floor(modifiedAt / 1000) * 1000);
}

/** The version's id, where the bucket was versioned when it was written. */
export function versionMember({ versionId }: Version): { VersionId?: string } {
  return versionId === NULL_VERSION ? {} : { VersionId: versionId };
}

/** What a write answers of the object that it made. */
export function written(object: StoredObject) {
  return {
    ETag: quoted(object.etag),
    ServerSideEncryption: ENCRYPTION,
    ...versionMember(object),
  } as const;
}

/** What GetObject and HeadObject answer alike. */
export function described(object: StoredObject): GetObjectOutput {
  const { headers, storageClass, tags } = object;
  const tagCount = Object.keys(tags).length;
  return {
    ...headers,
    ContentType: headers.ContentType ?? 'binary/octet-stream',
    AcceptRanges: 'bytes',
    LastModified: dateOf(object),
    ETag: quoted(object.etag),
    ServerSideEncryption: ENCRYPTION,
    Metadata: { ...headers.Metadata },
    ...(storageClass !== 'STANDARD' && { StorageClass: storageClass as 'GLACIER' }),
    ...(tagCount > 0 && { TagCount: tagCount }),
    ...versionMember(object),
  };
}
