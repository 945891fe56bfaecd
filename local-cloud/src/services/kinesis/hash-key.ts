import { createHash } from 'node:crypto';

/** One more than the largest hash key. */
const END = 2n ** 128n;

/** Both ends are in it. */
export interface HashKeyRange {
  readonly from: bigint;
  readonly to: bigint;
}

/** The place of a partition key among the hash keys: its MD5. */
export function hashKey(partitionKey: string): bigint {
  return BigInt(`0x${createHash('md5').update(partitionKey).digest('hex')}`);
}

export function isHashKey(key: bigint): boolean {
  return key < END;
}

/** All hash keys, in this many parts of the same size. */
export function evenRanges(count: number): HashKeyRange[] {
  const size = END / BigInt(count);
  return Array.from({ length: count }, (_, index) => ({
    from: size * BigInt(index),
    to: index === count - 1 ? END - 1n : size * BigInt(index + 1) - 1n,
  }));
}

export function isIn({ from, to }: HashKeyRange, key: bigint): boolean {
  return from <= key && key <= to;
}
