import type { UploadPartCommandInput, UploadPartOutput } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import { addPart } from '../add-part.ts';
import type { Buckets } from '../buckets.ts';
import { checksumMember } from '../checksums/algorithms.ts';
import { type Expected, expectedOf } from '../checksums/expected.ts';
import { ENCRYPTION, quoted } from '../described.ts';
import { invalidRequest } from '../errors.ts';
import { checksums, ofObject, required } from '../members.ts';
import { receive } from '../receive.ts';
import type { Upload } from '../upload.ts';
import { checkPartNumber, findUpload } from '../uploads.ts';

/**
 * Uploads a part of an object. It takes the place of one with the same number.
 * Errors: NoSuchBucket, NoSuchUpload, InvalidArgument, InvalidRequest, BadDigest, InvalidDigest,
 * IncompleteBody.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
 */
export function uploadPart(buckets: Buckets): Operation<UploadPartCommandInput, UploadPartOutput> {
  return {
    members: {
      ...ofObject,
      ...checksums,
      Body: {},
      ChecksumAlgorithm: {},
      ContentLength: {},
      ContentMD5: {},
      PartNumber: required,
      UploadId: required,
    },
    permissions: ({ Bucket, Key }) => [buckets.permission('PutObject', Bucket, Key)],
    async handle(input) {
      const number = input.PartNumber;
      checkPartNumber(number);
      const upload = findUpload(buckets.get(input), input);
      const expected = expectedOf(input, upload.algorithm);
      checkAlgorithm(upload, expected);
      const also = expected.algorithm === upload.algorithm ? undefined : upload.algorithm;
      const received = await receive(buckets.blobs, input.Body, expected, also);
      buckets.blobs.owning(received.content, () =>
        addPart(buckets, findUpload(buckets.get(input), input), number, received),
      );
      const { algorithm, value } = received.checksum;
      const isTold = expected.isChosen || upload.isChosen;
      return {
        ETag: quoted(received.md5.toString('hex')),
        ServerSideEncryption: ENCRYPTION,
        ...(isTold && { [checksumMember(algorithm)]: value }),
      };
    },
  };
}

/** All parts have their checksums of the algorithm that the upload was begun with. */
function checkAlgorithm({ algorithm, isChosen }: Upload, expected: Expected): void {
  if (!isChosen || expected.algorithm === algorithm) return;
  throw invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${expected.algorithm.toLowerCase()}`,
  );
}
