import { AwsError } from '../../../core/errors.ts';
import { invalidRequest } from '../errors.ts';
import {
  ALGORITHMS,
  type Algorithm,
  type ChecksumMember,
  checksumHeader,
  checksumMember,
  DEFAULT_ALGORITHM,
  isChecksum,
} from './algorithms.ts';

/** What a request says of the bytes that it brings. */
export interface Expected {
  readonly algorithm: Algorithm;
  /** The checksum in base 64, where the head of the request tells it. */
  readonly value: string | undefined;
  /** The header that tells it after the body. */
  readonly trailer: string | undefined;
  /** Base 64. */
  readonly md5: string | undefined;
  /** Whether it is for a part of an upload. */
  readonly isPart: boolean;
  /** In bytes. */
  readonly length: number | undefined;
  /** Whether the request chose the algorithm. */
  readonly isChosen: boolean;
}

type Told = Readonly<Partial<Record<ChecksumMember, string | undefined>>> & {
  readonly Body?: unknown;
  readonly ChecksumAlgorithm?: string | undefined;
  readonly ContentMD5?: string | undefined;
  readonly PartNumber?: number | undefined;
  readonly ContentLength?: number | undefined;
};

/**
 * What PutObject and UploadPart say of their bodies.
 *
 * @param fallback the algorithm where the request names none
 * @throws InvalidRequest, InvalidDigest
 */
export function expectedOf(told: Told, fallback: Algorithm = DEFAULT_ALGORITHM): Expected {
  const [given, ...others] = ALGORITHMS.filter((name) => told[checksumMember(name)] !== undefined);
  const announced = announcedBy(told.Body);
  if (others.length > 0 || (given !== undefined && announced !== undefined))
    throw severalChecksums();
  const value = given && told[checksumMember(given)];
  if (given !== undefined && !isChecksum(given, value!)) throw invalidChecksum(given);
  const asked = askedAlgorithm(told.ChecksumAlgorithm);
  // A header that names an algorithm without a checksum chooses nothing (recorded).
  const chosen = given ?? announced ?? (isSent(told.Body) ? undefined : asked);
  return {
    algorithm: chosen ?? fallback,
    value,
    trailer: announced && checksumHeader(announced),
    md5: checkedMd5(told.ContentMD5),
    isPart: told.PartNumber !== undefined,
    length: told.ContentLength,
    isChosen: chosen !== undefined,
  };
}

/** Whether a body came over HTTP; otherwise there is no client that could compute checksums. */
function isSent(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'announced' in body;
}

/** The algorithm of the checksum that comes after the body. */
function announcedBy(body: unknown): Algorithm | undefined {
  const { announced = [] } = (body ?? {}) as { readonly announced?: readonly string[] };
  return ALGORITHMS.find((name) => announced.includes(checksumHeader(name)));
}

/** The algorithm that a request names. Throws InvalidRequest for one that S3 does not have here. */
export function askedAlgorithm(algorithm: string | undefined): Algorithm | undefined {
  if (algorithm === undefined) return undefined;
  const known = ALGORITHMS.find((name) => name === algorithm);
  if (known === undefined) throw unsupportedAlgorithm();
  return known;
}

function checkedMd5(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.byteLength === 16 && bytes.toString('base64') === value) return value;
  throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', {
    members: { 'Content-MD5': value },
  });
}

function unsupportedAlgorithm(): AwsError {
  return invalidRequest(
    `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${ALGORITHMS.join(', ')}]`,
  );
}

function severalChecksums(): AwsError {
  return invalidRequest(
    'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
  );
}

function invalidChecksum(algorithm: Algorithm): AwsError {
  return invalidRequest(`Value for ${checksumHeader(algorithm)} header is invalid.`);
}

export function badChecksum(algorithm: Algorithm): AwsError {
  return new AwsError(
    'BadDigest',
    `The ${algorithm} you specified did not match the calculated checksum.`,
  );
}
