import type {
  CompleteMultipartUploadOutput,
  CompleteMultipartUploadRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { Bucket } from '../bucket.ts';
import type { Buckets } from '../buckets.ts';
import { checksumMembers } from '../checksums/algorithms.ts';
import { completed, completedBefore } from '../complete.ts';
import { checkWrite } from '../conditions.ts';
import { written } from '../described.ts';
import type { Cause } from '../events.ts';
import { encoder } from '../listing.ts';
import { checksums, ofObject, required, writeConditions } from '../members.ts';
import type { StoredObject } from '../object.ts';
import type { Upload } from '../upload.ts';
import { findUpload } from '../uploads.ts';
import { addObject } from '../write.ts';

/**
 * Makes an object of the parts of an upload.
 * Errors: NoSuchBucket, NoSuchUpload, InvalidPart, InvalidPartOrder, EntityTooSmall, InvalidRequest,
 * BadDigest, PreconditionFailed, ConditionalRequestConflict.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export function completeMultipartUpload(
  buckets: Buckets,
): Operation<CompleteMultipartUploadRequest, CompleteMultipartUploadOutput> {
  return {
    members: {
      ...ofObject,
      ...checksums,
      ...writeConditions,
      ChecksumType: {},
      MpuObjectSize: {},
      MultipartUpload: {
        members: {
          Parts: { items: { members: { ...checksums, ETag: {}, PartNumber: {} } } },
        },
      },
      UploadId: required,
    },
    permissions: ({ Bucket, Key }) => [buckets.permission('PutObject', Bucket, Key)],
    handle(input, context) {
      const bucket = buckets.get(input);
      const object = completedBefore(bucket, input) ?? complete(buckets, bucket, input, context);
      return {
        Bucket: bucket.name,
        Key: object.key,
        Location: `${buckets.cloud.endpoint}/${bucket.name}/${encoder('url')(object.key)}`,
        ...written(bucket, object),
        ...checksumMembers(object.checksum),
      };
    },
  };
}

function complete(
  buckets: Buckets,
  bucket: Bucket,
  input: CompleteMultipartUploadRequest,
  cause: Cause,
): StoredObject {
  const upload = findUpload(bucket, input);
  const made = completed(upload, input);
  checkWrite(input, bucket.current(upload.key));
  checkConflict(input, upload);
  buckets.blobs.retain(made.content);
  bucket.endUpload(upload);
  return addObject(buckets, bucket, made, 'ObjectCreated:CompleteMultipartUpload', cause);
}

/** What else happened to the key since the upload was begun makes its conditions unsure. */
function checkConflict(input: CompleteMultipartUploadRequest, { isOvertaken, key }: Upload): void {
  const condition = input.IfMatch === undefined ? input.IfNoneMatch && 'If-None-Match' : 'If-Match';
  if (!isOvertaken || condition === undefined) return;
  throw new AwsError(
    'ConditionalRequestConflict',
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
    { status: 409, members: { Condition: condition, Key: key } },
  );
}
