import type { Steps } from '../../core/turns.ts';
import type { Counted } from './measured-values.ts';

/** So many bits of a value are looked at in one go. */
const BITS = 16;
const LEVELS = 64 / BITS;
/** So many values are sorted in no time. */
const FEW = 1_000;

/**
 * The first value, in their order, with which `rank` measurements are reached; the last one where there are not so
 * many. Many values need not be sorted for it: it finds those that have the highest 16 bits in common with it, of
 * those the ones that have the next 16 bits, and so on. That is four looks at each, however they lie. Others may have
 * their turn between the parts.
 *
 * @param all the values, each of them in one part or in several
 */
export function* valueAtRank(all: readonly Counted[], rank: number): Steps<number | undefined> {
  let left = rank;
  let parts = all;
  for (let level = 0; level < LEVELS && sizeOf(parts) > FEW; level++) {
    const bins = new Float64Array(2 ** BITS);
    for (const { values, times } of parts) {
      const keys = keysOf(values, level);
      for (let index = 0; index < keys.length; index++) bins[keys[index]!]! += times[index]!;
      yield;
    }
    const { key, before } = binAt(bins, left);
    left -= before;
    const found: Counted[] = [];
    for (const part of parts) {
      found.push(within(part, level, key));
      yield;
    }
    parts = found;
  }
  return sortedAt(parts, left);
}

function sizeOf(parts: readonly Counted[]): number {
  return parts.reduce((sum, { values }) => sum + values.length, 0);
}

/** Which of all keys the rank falls into, and how many measurements come before it. */
function binAt(bins: Float64Array, rank: number) {
  let found = { key: 0, before: 0 };
  let seen = 0;
  for (const [key, measured] of bins.entries()) {
    if (measured === 0) continue;
    found = { key, before: seen };
    seen += measured;
    if (seen >= rank) break;
  }
  return found;
}

/** The values that have this key. */
function within({ values, times }: Counted, level: number, key: number): Counted {
  const keys = keysOf(values, level);
  const found = { values: new Float64Array(keys.length), times: new Float64Array(keys.length) };
  let size = 0;
  for (let index = 0; index < keys.length; index++) {
    if (keys[index] !== key) continue;
    found.values[size] = values[index]!;
    found.times[size++] = times[index]!;
  }
  return { values: found.values.slice(0, size), times: found.times.slice(0, size) };
}

/**
 * Bits of each value, of which the order is that of the values: those of IEEE 754, with the sign turned, and all
 * bits of what is negative.
 */
function keysOf(values: Float64Array, level: number): Uint16Array {
  const words = new Uint16Array(values.buffer);
  const keys = new Uint16Array(values.length);
  for (let index = 0; index < keys.length; index++) {
    // The processors that Node runs on have the lowest first.
    const highest = words[index * LEVELS + LEVELS - 1]!;
    const word = words[index * LEVELS + LEVELS - 1 - level]!;
    const turned = highest > 0x7fff ? 0xffff : level === 0 ? 0x8000 : 0;
    keys[index] = word ^ turned;
  }
  return keys;
}

/** Those that are left all have the same bits, or are few. */
function sortedAt(parts: readonly Counted[], rank: number): number | undefined {
  if (sizeOf(parts) > FEW) return parts.find(({ values }) => values.length > 0)?.values[0];
  const pairs = parts.flatMap(({ values, times }) =>
    Array.from(values, (value, index) => ({ value, times: times[index]! })),
  );
  pairs.sort((a, b) => a.value - b.value);
  let seen = 0;
  for (const { value, times } of pairs) {
    seen += times;
    if (seen >= rank) return value;
  }
  return pairs.at(-1)?.value;
}
