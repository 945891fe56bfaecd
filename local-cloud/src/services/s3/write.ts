import { createHash } from 'node:crypto';
import type { PutObjectRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../core/errors.ts';
import type { Permission } from '../../core/service.ts';
import type { Bucket } from './bucket.ts';
import type { Buckets } from './buckets.ts';
import { withEncodedWords } from './encoded-words.ts';
import type { Cause, ObjectEventName } from './events.ts';
import { checkHeaders } from './header-values.ts';
import { NULL_VERSION, type ObjectHeaders, type StoredObject, type Version } from './object.ts';
import type { Body } from './receive.ts';
import { newVersionId } from './version-id.ts';

export type { Body };

/** Of nothing, which is what a delete marker holds. */
const EMPTY_ETAG = createHash('md5').digest('hex');

type Written = Pick<
  PutObjectRequest,
  'Bucket' | 'Key' | 'Tagging' | 'ACL' | `Grant${'FullControl' | 'Read' | 'ReadACP' | 'WriteACP'}`
>;

/** An object before it is given its version and its time. */
export type NewObject = Omit<StoredObject, 'versionId' | 'modifiedAt' | 'isDeleteMarker'>;

/** Makes it the current version of its key, and tells of it. The bucket takes over its content. */
export function addObject(
  buckets: Buckets,
  bucket: Bucket,
  made: NewObject,
  name: ObjectEventName,
  cause: Cause,
): StoredObject {
  const object: StoredObject = {
    ...made,
    versionId: nextVersionId(buckets, bucket),
    modifiedAt: buckets.cloud.clock.now(),
    isDeleteMarker: false,
  };
  bucket.add(object);
  const { key, size, etag } = object;
  buckets.tell({ name, bucket: bucket.name, key, size, etag, ...eventVersion(object) }, cause);
  return object;
}

/**
 * What DeleteObject does to the current version: in a versioned bucket it is hidden by a delete
 * marker, which is returned.
 */
export function deleteCurrent(
  buckets: Buckets,
  bucket: Bucket,
  key: string,
  cause: Cause,
  of: 'ObjectRemoved' | 'LifecycleExpiration' = 'ObjectRemoved',
) {
  const { versioning } = bucket.settings;
  if (versioning === undefined) {
    bucket.remove(key, NULL_VERSION);
    // Recorded: also where there was nothing.
    buckets.tell({ name: `${of}:Delete`, bucket: bucket.name, key }, cause);
    return undefined;
  }
  const marker = {
    key,
    versionId: nextVersionId(buckets, bucket),
    modifiedAt: buckets.cloud.clock.now(),
    isDeleteMarker: true,
  } as const;
  bucket.add(marker);
  buckets.tell(
    {
      name: `${of}:DeleteMarkerCreated`,
      bucket: bucket.name,
      key,
      etag: EMPTY_ETAG,
      ...eventVersion(marker),
    },
    cause,
  );
  return marker;
}

/** Removes one version for good. Returns it, if it was there. */
export function deleteVersion(
  buckets: Buckets,
  bucket: Bucket,
  key: string,
  versionId: string,
  cause: Cause,
  of: 'ObjectRemoved' | 'LifecycleExpiration' = 'ObjectRemoved',
) {
  const removed = bucket.remove(key, versionId);
  if (removed !== undefined) {
    buckets.tell(
      { name: `${of}:Delete`, bucket: bucket.name, key, ...eventVersion(removed) },
      cause,
    );
  }
  return removed;
}

/** What it takes to write an object, with its tags and its access control list if they are said. */
export function writePermissions(
  buckets: Buckets,
  { Bucket, Key, Tagging, ACL, ...grants }: Written,
): Permission[] {
  const permission = (action: string) =>
    buckets.permission(action, Bucket, Key, { 's3:x-amz-acl': ACL });
  return [
    permission('PutObject'),
    ...(Tagging === undefined ? [] : [permission('PutObjectTagging')]),
    ...(ACL === undefined && !saysGrants(grants) ? [] : [permission('PutObjectAcl')]),
  ];
}

function saysGrants({
  GrantFullControl,
  GrantRead,
  GrantReadACP,
  GrantWriteACP,
}: Partial<Written>): boolean {
  const all = [GrantFullControl, GrantRead, GrantReadACP, GrantWriteACP];
  return all.some((header) => header !== undefined);
}

function nextVersionId(buckets: Buckets, { settings }: Bucket): string {
  return settings.versioning === 'Enabled' ? newVersionId(buckets.cloud.random) : NULL_VERSION;
}

/** The version in an event; the id `null` is not told (recorded). */
export function eventVersion({ versionId }: Version): { versionId?: string } {
  return versionId === NULL_VERSION ? {} : { versionId };
}

/** The headers among the members of an input. Errors: InvalidArgument, MetadataTooLarge. */
export function headersOf(input: ObjectHeaders): ObjectHeaders {
  const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage } = input;
  const { ContentType, Expires, Metadata, WebsiteRedirectLocation } = input;
  checkSize(Metadata ?? {});
  const all = {
    ...{ CacheControl, ContentDisposition, ContentEncoding, ContentLanguage },
    ...{ ContentType, Expires, WebsiteRedirectLocation },
    Metadata: Metadata && withEncodedWords(Metadata),
  };
  const said = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  checkHeaders(said);
  return said;
}

/** Of the names and values of what users say of an object, in bytes. */
const LARGEST_METADATA = 2048;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
function checkSize(metadata: Readonly<Record<string, string>>): void {
  const size = Buffer.byteLength(Object.entries(metadata).flat().join(''));
  if (size <= LARGEST_METADATA) return;
  throw new AwsError(
    'MetadataTooLarge',
    'Your metadata headers exceed the maximum allowed metadata size',
    { members: { MaxSizeAllowed: String(LARGEST_METADATA), Size: String(size) } },
  );
}
