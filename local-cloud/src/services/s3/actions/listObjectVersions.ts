import type {
  ListObjectVersionsOutput,
  ListObjectVersionsRequest,
  ObjectVersionStorageClass,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Bucket } from '../bucket.ts';
import type { Buckets } from '../buckets.ts';
import { dateOf } from '../described.ts';
import { invalidArgument, invalidVersionId } from '../errors.ts';
import { listedObject, listPermission } from '../listed.ts';
import { encoder, MAX_KEYS } from '../listing.ts';
import { listing, ofBucket } from '../members.ts';
import type { StoredObject, Version } from '../object.ts';
import { isVersionId } from '../version-id.ts';
import { listVersions } from '../version-listing.ts';

/**
 * Lists all versions of the objects of a bucket by their keys, the newest first.
 * Errors: NoSuchBucket, InvalidArgument.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export function listObjectVersions(
  buckets: Buckets,
): Operation<ListObjectVersionsRequest, ListObjectVersionsOutput> {
  return {
    members: { ...ofBucket, ...listing, KeyMarker: {}, VersionIdMarker: {} },
    permissions: (input) => [listPermission(buckets, 'ListBucketVersions', input)],
    handle(input) {
      const bucket = buckets.get(input);
      const encode = encoder(input.EncodingType);
      checkMarkers(input);
      const { Prefix: prefix = '', Delimiter: delimiter = '' } = input;
      const { KeyMarker: after = '', VersionIdMarker: versionAfter = '' } = input;
      const max = Math.min(input.MaxKeys ?? MAX_KEYS, MAX_KEYS);
      const asked = { prefix, delimiter, after, versionAfter, max };
      const { versions, prefixes, next } = listVersions(bucket, asked);
      const shown = (version: Version) => ({
        Key: encode(version.key),
        VersionId: version.versionId,
        IsLatest: isLatest(bucket, version),
        LastModified: dateOf(version),
        Owner: { ID: buckets.owner },
      });
      return {
        Name: bucket.name,
        Prefix: encode(prefix),
        KeyMarker: encode(after),
        VersionIdMarker: versionAfter,
        ...(delimiter !== '' && { Delimiter: encode(delimiter) }),
        ...(input.EncodingType && { EncodingType: input.EncodingType }),
        MaxKeys: max,
        IsTruncated: next !== undefined,
        ...(next && { NextKeyMarker: encode(next.key) }),
        ...(next?.versionId && { NextVersionIdMarker: next.versionId }),
        Versions: versions.filter(isObject).map((object) => ({
          ...listedObject(object, encode),
          StorageClass: object.storageClass as ObjectVersionStorageClass,
          ...shown(object),
        })),
        DeleteMarkers: versions.filter((version) => version.isDeleteMarker).map(shown),
        CommonPrefixes: prefixes.map((one) => ({ Prefix: encode(one) })),
      };
    },
  };
}

function isObject(version: Version): version is StoredObject {
  return !version.isDeleteMarker;
}

function isLatest(bucket: Bucket, { key, versionId }: Version): boolean {
  return bucket.versionsOf(key)[0]?.versionId === versionId;
}

function checkMarkers({ KeyMarker, VersionIdMarker: id }: ListObjectVersionsRequest): void {
  if (id === undefined || id === '') return;
  if (!KeyMarker) {
    const message = 'A version-id marker cannot be specified without a key marker.';
    throw invalidArgument(message, 'version-id-marker', id);
  }
  if (!isVersionId(id)) throw invalidVersionId(id);
}
