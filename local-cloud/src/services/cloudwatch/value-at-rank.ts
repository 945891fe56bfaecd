/** So many bits of a value are looked at in one go. */
const BITS = 16;
const LEVELS = 64 / BITS;

/**
 * The first value, in their order, with which `rank` measurements are reached; the last one where there are not so
 * many. The values need not be sorted for it: it finds those that have the highest 16 bits in common with it, of
 * those the ones that have the next 16 bits, and so on. That is four looks at each, however they lie.
 *
 * @param counts how often each value was measured
 */
export function valueAtRank(counts: ReadonlyMap<number, number>, rank: number): number | undefined {
  let [values, times] = [new Float64Array(counts.size), new Float64Array(counts.size)];
  let size = 0;
  counts.forEach((count, value) => {
    values[size] = value;
    times[size++] = count;
  });
  let left = rank;
  for (let level = 0; level < LEVELS && values.length > 1; level++) {
    const keys = keysOf(values, level);
    const found = binAt(keys, times, left);
    left -= found.before;
    size = 0;
    for (let index = 0; index < keys.length; index++) {
      if (keys[index] !== found.key) continue;
      values[size] = values[index]!;
      times[size++] = times[index]!;
    }
    [values, times] = [values.slice(0, size), times.slice(0, size)];
  }
  return values[0];
}

/** Which of all keys the rank falls into, and how many measurements come before it. */
function binAt(keys: Uint16Array, times: Float64Array, rank: number) {
  const bins = new Float64Array(2 ** BITS);
  for (let index = 0; index < keys.length; index++) bins[keys[index]!]! += times[index]!;
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
