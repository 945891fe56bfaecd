import type { ObjectStorageClass } from '@aws-sdk/client-s3';
import type { Permission } from '../../core/service.ts';
import type { Buckets } from './buckets.ts';
import { dateOf, quoted } from './described.ts';
import type { StoredObject } from './object.ts';

/** An object as lists show it. */
export function listedObject(object: StoredObject, encode: (text: string) => string) {
  const { checksum } = object;
  return {
    Key: encode(object.key),
    LastModified: dateOf(object),
    ETag: quoted(object.etag),
    ChecksumAlgorithm: [checksum.algorithm],
    ChecksumType: checksum.type,
    Size: object.size,
    StorageClass: object.storageClass as ObjectStorageClass,
  };
}

interface Listing {
  readonly Bucket: string | undefined;
  readonly Prefix?: string | undefined;
  readonly Delimiter?: string | undefined;
  readonly MaxKeys?: number | undefined;
}

/**
 * What listing a bucket asks for, with the condition keys that limit it to a prefix.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
export function listPermission(
  buckets: Buckets,
  action: string,
  { Bucket, Prefix, Delimiter, MaxKeys }: Listing,
): Permission {
  return buckets.permission(action, Bucket, undefined, {
    's3:prefix': Prefix,
    's3:delimiter': Delimiter,
    's3:max-keys': MaxKeys === undefined ? undefined : String(MaxKeys),
  });
}
