import { createHash } from 'node:crypto';
import type { Json } from '../../core/json.ts';

/** Chunks of `size` elements, the last one perhaps shorter. */
export function chunks(array: readonly Json[], size: number): Json[][] {
  return Array.from({ length: Math.ceil(array.length / size) }, (_, index) =>
    array.slice(index * size, (index + 1) * size),
  );
}

/** Numbers from `first` to `last` by `step`, both ends included; `step` is not zero. */
export function range(first: number, last: number, step: number): number[] {
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  return Array.from({ length }, (_, index) => first + index * step);
}

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

const MULTIPLIER = 0x5deece66dn;
const MASK = (1n << 48n) - 1n;

/**
 * java.util.Random: what AWS draws seeded numbers from (`$random(42)` is 0.7275636800328681).
 * A linear congruential generator over 48 bits.
 */
export class JavaRandom {
  #state: bigint;

  /** A seed is a whole number; fractions are cut off. */
  constructor(seed: number) {
    this.#state = (BigInt(Math.trunc(seed)) ^ MULTIPLIER) & MASK;
  }

  /** At least 0, less than 1. */
  nextDouble(): number {
    return (this.#next(26) * 2 ** 27 + this.#next(27)) * 2 ** -53;
  }

  #next(bits: number): number {
    this.#state = (this.#state * MULTIPLIER + 0xbn) & MASK;
    return Number(this.#state >> BigInt(48 - bits));
  }
}
