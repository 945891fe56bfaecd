import type { ListPartsOutput, ListPartsRequest, StorageClass } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import type { Buckets } from '../buckets.ts';
import { checksumMember } from '../checksums/algorithms.ts';
import { dateOf, quoted } from '../described.ts';
import { maxKeys, ofObject, required } from '../members.ts';
import { pageOfParts } from '../part-pages.ts';
import { partsOf, type Upload, type UploadedPart, uploadChecksum } from '../upload.ts';
import { findUpload } from '../uploads.ts';

/**
 * Lists the parts of an object that is being uploaded.
 * Errors: NoSuchBucket, NoSuchUpload.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html
 */
export function listParts(buckets: Buckets): Operation<ListPartsRequest, ListPartsOutput> {
  return {
    members: { ...ofObject, MaxParts: maxKeys, PartNumberMarker: {}, UploadId: required },
    permissions: ({ Bucket, Key }) => [buckets.permission('ListMultipartUploadParts', Bucket, Key)],
    handle(input) {
      const bucket = buckets.get(input);
      const upload = findUpload(bucket, input);
      const { parts, ...page } = pageOfParts(partsOf(upload), input);
      return {
        Bucket: bucket.name,
        Key: upload.key,
        UploadId: upload.id,
        ...page,
        ...(parts.length > 0 && { Parts: parts.map((part) => listed(upload, part)) }),
        Initiator: { ID: buckets.owner, DisplayName: 'root' },
        Owner: { ID: buckets.owner },
        StorageClass: upload.storageClass as StorageClass,
        ...uploadChecksum(upload),
      };
    },
  };
}

function listed({ isChosen, algorithm }: Upload, part: UploadedPart) {
  return {
    PartNumber: part.number,
    LastModified: dateOf(part),
    ETag: quoted(part.md5),
    Size: part.size,
    ...(isChosen && { [checksumMember(algorithm)]: part.checksum.value }),
  };
}
