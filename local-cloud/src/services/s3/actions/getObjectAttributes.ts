import type {
  GetObjectAttributesOutput,
  GetObjectAttributesRequest,
  ObjectAttributes,
  StorageClass,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { checksumMember, checksumMembers } from '../checksums/algorithms.ts';
import { dateOf, versionMember } from '../described.ts';
import { maxKeys, ofObject, required } from '../members.ts';
import type { StoredObject } from '../object.ts';
import { pageOfParts } from '../part-pages.ts';
import { findObject } from '../read.ts';

/**
 * Tells of an object what it is asked for: its ETag, size, checksum, parts.
 * Errors: NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed, InvalidArgument.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html
 */
export function getObjectAttributes(
  buckets: Buckets,
): Operation<GetObjectAttributesRequest, GetObjectAttributesOutput> {
  return {
    members: {
      ...ofObject,
      MaxParts: maxKeys,
      ObjectAttributes: {
        ...required,
        items: { enum: ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'] },
      },
      PartNumberMarker: {},
      VersionId: {},
    },
    permissions({ Bucket, Key, VersionId }) {
      const kind = VersionId === undefined ? '' : 'Version';
      return [
        buckets.permission(`GetObject${kind}`, Bucket, Key),
        buckets.permission(`GetObject${kind}Attributes`, Bucket, Key),
      ];
    },
    handle(input, context) {
      const bucket = buckets.get(input);
      const object = findObject(buckets, bucket, input, context);
      const asked = (input.ObjectAttributes ?? []).map((name) => attribute(object, name, input));
      return {
        LastModified: dateOf(object),
        ...versionMember(bucket, object),
        ...Object.assign({}, ...asked),
      };
    },
  };
}

function attribute(
  object: StoredObject,
  name: ObjectAttributes,
  input: GetObjectAttributesRequest,
): GetObjectAttributesOutput {
  const { etag, checksum, size, storageClass } = object;
  switch (name) {
    case 'ETag':
      return { ETag: etag };
    case 'Checksum': {
      const value = checksum.value.replace(/-\d+$/, '');
      return { Checksum: checksumMembers({ ...checksum, value }) };
    }
    case 'ObjectParts':
      return partsOf(object, input);
    case 'StorageClass':
      return { StorageClass: storageClass as StorageClass };
    case 'ObjectSize':
      return { ObjectSize: size };
  }
}

/** The parts are listed where the checksum is of theirs. */
function partsOf(
  { parts, checksum }: StoredObject,
  input: GetObjectAttributesRequest,
): GetObjectAttributesOutput {
  if (parts === undefined) return {};
  const TotalPartsCount = parts.length;
  if (checksum.type === 'FULL_OBJECT') return { ObjectParts: { TotalPartsCount } };
  const page = pageOfParts(parts, input);
  const Parts = page.parts.map((part) => ({
    PartNumber: part.number,
    Size: part.size,
    [checksumMember(checksum.algorithm)]: part.checksum,
  }));
  const { parts: _, ...rest } = page;
  return { ObjectParts: { TotalPartsCount, ...rest, ...(Parts.length > 0 && { Parts }) } };
}
