import type { Json } from '../../../core/json.ts';
import { hashText, isHashAlgorithm } from '../shared-functions.ts';
import { lookThrough } from '../visits.ts';
import { type Intrinsic, InvalidArguments, shortTextArgument, textArgument } from './intrinsic.ts';

/** Intrinsics for data encoding and decoding, and for hash calculation. */
export const encodingIntrinsics: readonly Intrinsic[] = [
  /** `States.Base64Encode(text)`: MIME Base64 of the UTF-8 bytes; at most 10,000 characters. */
  { name: 'States.Base64Encode', arity: [1, 1], call: encode },
  /** `States.Base64Decode(text)`: the UTF-8 text of MIME Base64; at most 10,000 characters. */
  { name: 'States.Base64Decode', arity: [1, 1], call: decode },
  /** `States.Hash(text, algorithm)`: hexadecimal MD5, SHA-1, SHA-256, SHA-384 or SHA-512. */
  { name: 'States.Hash', arity: [2, 2], call: hash },
];

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function encode([text]: readonly Json[]): string {
  return Buffer.from(shortTextArgument(text, 'first'), 'utf8').toString('base64');
}

function decode([first]: readonly Json[]): string {
  const text = shortTextArgument(first, 'first');
  if (!BASE64.test(text)) throw new InvalidArguments('the first argument must be Base64');
  return Buffer.from(text, 'base64').toString('utf8');
}

function hash([data, second]: readonly Json[]): string {
  lookThrough(data!);
  const text = shortTextArgument(typeof data === 'string' ? data : JSON.stringify(data), 'first');
  const algorithm = textArgument(second, 'second');
  if (isHashAlgorithm(algorithm)) return hashText(text, algorithm);
  throw new InvalidArguments('the algorithm must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512');
}
