import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../../core/service.ts';
import { checkedAcl } from '../acl.ts';
import type { Buckets } from '../buckets.ts';
import {
  type Algorithm,
  type Checksum,
  DEFAULT_ALGORITHM,
  FORMS,
} from '../checksums/algorithms.ts';
import { askedAlgorithm } from '../checksums/expected.ts';
import { ENCRYPTION } from '../described.ts';
import { invalidRequest } from '../errors.ts';
import { newObject, ofObject } from '../members.ts';
import { parseTagging } from '../tags.ts';
import { type Upload, uploadChecksum } from '../upload.ts';
import { headersOf, writePermissions } from '../write.ts';

/**
 * Begins an object that is uploaded in parts.
 * Errors: NoSuchBucket, InvalidRequest, InvalidTag, InvalidArgument, InvalidStorageClass.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
 */
export function createMultipartUpload(
  buckets: Buckets,
): Operation<CreateMultipartUploadRequest, CreateMultipartUploadOutput> {
  return {
    members: { ...ofObject, ...newObject, ChecksumAlgorithm: {}, ChecksumType: {} },
    permissions: (input) => writePermissions(buckets, input),
    handle(input) {
      const bucket = buckets.get(input);
      const acl = checkedAcl(bucket, input, buckets.owner);
      const { clock, random } = buckets.cloud;
      const upload: Upload = {
        id: Buffer.from(random.bytes(48)).toString('base64url'),
        key: input.Key ?? '',
        initiatedAt: clock.now(),
        headers: headersOf(input),
        tags: parseTagging(input.Tagging),
        storageClass: input.StorageClass ?? 'STANDARD',
        acl,
        ...checksumOf(input),
        parts: new Map(),
        isOvertaken: false,
      };
      bucket.addUpload(upload);
      return {
        Bucket: bucket.name,
        Key: upload.key,
        UploadId: upload.id,
        ServerSideEncryption: ENCRYPTION,
        ...uploadChecksum(upload),
      };
    },
  };
}

/** Which algorithms have which type: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
function checksumOf({ ChecksumAlgorithm, ChecksumType }: CreateMultipartUploadRequest) {
  const algorithm = askedAlgorithm(ChecksumAlgorithm);
  if (algorithm === undefined) {
    if (ChecksumType !== undefined) throw typeWithoutAlgorithm();
    return { algorithm: DEFAULT_ALGORITHM, type: 'FULL_OBJECT', isChosen: false } as const;
  }
  const initial = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
  const type = ChecksumType ?? initial;
  const isPossible =
    type === 'FULL_OBJECT' ? FORMS[algorithm].crc !== undefined : algorithm !== 'CRC64NVME';
  if (!isPossible) throw impossible(algorithm, type);
  return { algorithm, type, isChosen: true };
}

function typeWithoutAlgorithm() {
  return invalidRequest(
    'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
  );
}

function impossible(algorithm: Algorithm, type: Checksum['type']) {
  return invalidRequest(
    `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  );
}
