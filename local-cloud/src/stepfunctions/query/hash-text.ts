import { createHash } from 'node:crypto';

const ALGORITHMS = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
} as const;

export type HashAlgorithm = keyof typeof ALGORITHMS;

export function isHashAlgorithm(name: string): name is HashAlgorithm {
  return Object.hasOwn(ALGORITHMS, name);
}

/** The hexadecimal hash of the UTF-8 bytes of a text. */
export function hashText(text: string, algorithm: HashAlgorithm): string {
  return createHash(ALGORITHMS[algorithm]).update(text, 'utf8').digest('hex');
}
