import type { Random } from '../../core/random.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * An id as IAM makes them: a prefix for the kind of thing, and base 32.
 *
 * @param prefix `AROA` for roles, `ANPA` for policies, `ASIA` for temporary access keys
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function uniqueId(prefix: string, random: Random, length = 17): string {
  const letters = [...random.bytes(length)].map((byte) => ALPHABET[byte & 31]);
  return prefix + letters.join('');
}
