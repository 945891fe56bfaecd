import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A segment takes no more once its values have this size. */
const SEGMENT = 64 * 1024;
/** So many segments at the end are not packed: they are written to and read most. */
const OPEN = 2;

/** A number of values in a row. */
export interface Segment<Key> {
  /** Of its first and its last value. */
  readonly first: Key;
  readonly last: Key;
  readonly count: number;
  readonly size: number;
}

/** Values in a row: as they are, or packed. */
class Run<Value extends Key, Key> implements Segment<Key> {
  readonly first: Key;
  last: Key;
  count = 0;
  size = 0;
  #values: Value[] | undefined = [];
  #packed: Uint8Array | undefined;

  constructor(first: Key) {
    this.first = first;
    this.last = first;
  }

  push(value: Value, key: Key, size: number): void {
    this.#values?.push(value);
    this.last = key;
    this.count += 1;
    this.size += size;
  }

  /** Not to be changed. */
  get values(): readonly Value[] {
    return this.#values ?? unpacked(this.#packed!);
  }

  pack(): void {
    if (this.#values === undefined) return;
    // A copy: what comes is the start of a larger buffer.
    this.#packed = new Uint8Array(deflateRawSync(serialize(this.#values), { level: 1 }));
    this.#values = undefined;
  }
}

/** What was unpacked last, since it is often asked for again. */
let latest: { packed: Uint8Array; values: readonly unknown[] } | undefined;

function unpacked<Value>(packed: Uint8Array): readonly Value[] {
  if (latest?.packed !== packed) latest = { packed, values: deserialize(inflateRawSync(packed)) };
  return latest.values as readonly Value[];
}

/**
 * A list in the order of keys that its values hold: it grows at its end, and is let go of from its
 * beginning, as logs and streams are. All but the newest values are packed, which takes a tenth of the
 * memory, and unpacked for those who read them.
 */
export class PackedList<Value extends Key, Key> {
  readonly #keyOf: (value: Value) => Key;
  readonly #sizeOf: (value: Value) => number;
  #runs: Run<Value, Key>[] = [];
  #count = 0;
  #size = 0;

  /**
   * @param keyOf what a value is found by: it is kept for some of them, so it shares nothing large with them
   * @param sizeOf what a value takes, in bytes
   */
  constructor(keyOf: (value: Value) => Key, sizeOf: (value: Value) => number) {
    this.#keyOf = keyOf;
    this.#sizeOf = sizeOf;
  }

  get count(): number {
    return this.#count;
  }

  /** Of all values together, in bytes. */
  get size(): number {
    return this.#size;
  }

  /** What goes at once, where room is made: all values, the first ones first. */
  get segments(): readonly Segment<Key>[] {
    return this.#runs;
  }

  get first(): Key | undefined {
    return this.#runs[0]?.first;
  }

  get last(): Key | undefined {
    return this.#runs.at(-1)?.last;
  }

  push(value: Value): void {
    const runs = this.#runs.length;
    this.#add(this.#runs, value);
    if (this.#runs.length > runs) this.#runs.at(-OPEN - 1)?.pack();
  }

  /** Puts values that are in order among themselves to their places. */
  insert(values: readonly Value[], compare: (a: Key, b: Key) => number): void {
    let left = values;
    while (left.length > 0) {
      const next = left[0]!;
      const at = firstIndex(this.#runs, ({ last }) => compare(last, next) > 0);
      if (at === this.#runs.length) {
        for (const value of left) this.push(value);
        return;
      }
      const { last, values: there } = this.#runs[at]!;
      const count = firstIndex(left, (value) => compare(value, last) > 0);
      const runs = this.#replace(at, [...there, ...left.slice(0, count)].sort(compare));
      const open = this.#runs.slice(-OPEN);
      for (const run of runs) if (!open.includes(run)) run.pack();
      left = left.slice(count);
    }
  }

  /** The values from the first on whose key does not come before. Those that are added meanwhile may be missing. */
  *from(isBefore: (key: Key) => boolean = () => false): Generator<Value> {
    const runs = this.#runs.slice(firstIndex(this.#runs, ({ last }) => !isBefore(last)));
    for (const { values } of runs) {
      for (const value of values.slice(firstIndex(values, (value) => !isBefore(value))))
        yield value;
    }
  }

  /** The values whose keys come before, the last one first. */
  *backwards(isBefore: (key: Key) => boolean = () => true): Generator<Value> {
    const runs = this.#runs.slice(
      0,
      firstIndex(this.#runs, ({ first }) => !isBefore(first)),
    );
    for (const { values } of runs.reverse()) {
      yield* values
        .slice(
          0,
          firstIndex(values, (value) => !isBefore(value)),
        )
        .reverse();
    }
  }

  /** Lets go of the values whose keys come before. */
  dropWhile(isBefore: (key: Key) => boolean): void {
    if (this.first === undefined || !isBefore(this.first)) return;
    this.dropSegments(firstIndex(this.#runs, ({ last }) => !isBefore(last)));
    const [run] = this.#runs;
    if (run === undefined || !isBefore(run.first)) return;
    const { values } = run;
    this.#replace(0, values.slice(firstIndex(values, (value) => !isBefore(value))));
  }

  /** Lets go of so many of the first segments. */
  dropSegments(count: number): void {
    for (const run of this.#runs.splice(0, count)) this.#grow(-run.count, -run.size);
  }

  /** Has these values where a run was, in as many runs as they make. */
  #replace(at: number, values: readonly Value[]): readonly Run<Value, Key>[] {
    const runs: Run<Value, Key>[] = [];
    for (const value of values) this.#add(runs, value);
    const [gone] = this.#runs.splice(at, 1, ...runs);
    this.#grow(-gone!.count, -gone!.size);
    return runs;
  }

  #add(runs: Run<Value, Key>[], value: Value): void {
    const key = this.#keyOf(value);
    const last = runs.at(-1);
    const run = last === undefined || last.size >= SEGMENT ? new Run<Value, Key>(key) : last;
    if (run !== last) runs.push(run);
    const size = this.#sizeOf(value);
    run.push(value, key, size);
    this.#grow(1, size);
  }

  #grow(values: number, size: number): void {
    this.#count += values;
    this.#size += size;
  }
}

/** The first index for whose element it holds, as it does for all that follow; or the length. */
function firstIndex<Element>(
  elements: readonly Element[],
  holds: (element: Element) => boolean,
): number {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(elements[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
