import { createHash } from 'node:crypto';
import { CRC32, CRC32C, CRC64NVME, Crc32, type CrcForm, type Digest, SlicedCrc } from './crc.ts';

/** In the order in which S3 lists them. */
export const ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/**
 * The checksum of an object: of all its bytes, or of the checksums of its parts.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export interface Checksum {
  readonly algorithm: Algorithm;
  /** Base 64; a composite one ends with a hyphen and the number of parts. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

interface AlgorithmForm {
  /** Bytes of a checksum. */
  readonly size: number;
  begin(): Digest;
  /** Of those that can be told for the whole from those of its parts. */
  readonly crc?: CrcForm;
}

export const FORMS: Readonly<Record<Algorithm, AlgorithmForm>> = {
  CRC32: { size: 4, begin: () => new Crc32(), crc: CRC32 },
  CRC32C: { size: 4, begin: () => new SlicedCrc(CRC32C), crc: CRC32C },
  CRC64NVME: { size: 8, begin: () => new SlicedCrc(CRC64NVME), crc: CRC64NVME },
  SHA1: { size: 20, begin: () => createHash('sha1') },
  SHA256: { size: 32, begin: () => createHash('sha256') },
};

/** What S3 computes where a client gives no checksum. */
export const DEFAULT_ALGORITHM: Algorithm = 'CRC64NVME';

export type ChecksumMember = `Checksum${Algorithm}`;

/** The header of an algorithm's checksum: `x-amz-checksum-crc32`. */
export function checksumHeader(algorithm: Algorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** The member of inputs and outputs for an algorithm's checksum. */
export function checksumMember(algorithm: Algorithm): ChecksumMember {
  return `Checksum${algorithm}`;
}

/** The checksum as the members of an output, with its type. */
export function checksumMembers(checksum: Checksum) {
  const { algorithm, value, type } = checksum;
  return { [checksumMember(algorithm)]: value, ChecksumType: type };
}

/** Whether a text is a checksum of the algorithm in base 64. */
export function isChecksum(algorithm: Algorithm, value: string): boolean {
  const bytes = Buffer.from(value, 'base64');
  return bytes.byteLength === FORMS[algorithm].size && bytes.toString('base64') === value;
}
