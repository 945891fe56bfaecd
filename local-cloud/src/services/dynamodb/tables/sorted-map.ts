/** A chunk is split when it has grown to this many entries. */
const CHUNK_SIZE = 512;

interface Chunk<Value> {
  readonly keys: string[];
  readonly values: Value[];
}

/** A map in the order of its keys' code units, in chunks so that an insertion moves few entries. */
export class SortedMap<Value> {
  readonly #chunks: Chunk<Value>[] = [{ keys: [], values: [] }];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(key: string): Value | undefined {
    const chunk = this.#chunks[this.#chunkOf(key)]!;
    const index = lowerBound(chunk.keys, key);
    return chunk.keys[index] === key ? chunk.values[index] : undefined;
  }

  set(key: string, value: Value): void {
    const position = this.#chunkOf(key);
    const chunk = this.#chunks[position]!;
    const index = lowerBound(chunk.keys, key);
    if (chunk.keys[index] === key) {
      chunk.values[index] = value;
      return;
    }
    chunk.keys.splice(index, 0, key);
    chunk.values.splice(index, 0, value);
    this.#size += 1;
    if (chunk.keys.length > CHUNK_SIZE) this.#split(position);
  }

  delete(key: string): boolean {
    const position = this.#chunkOf(key);
    const { keys, values } = this.#chunks[position]!;
    const index = lowerBound(keys, key);
    if (keys[index] !== key) return false;
    keys.splice(index, 1);
    values.splice(index, 1);
    this.#size -= 1;
    if (keys.length === 0 && this.#chunks.length > 1) this.#chunks.splice(position, 1);
    return true;
  }

  /** The values from `lower` (inclusive) to `upper` (exclusive), the last ones first if `reverse`. */
  *range(lower: string, upper: string, reverse = false): Generator<Value> {
    let position = this.#chunkOf(reverse ? upper : lower);
    const step = reverse ? -1 : 1;
    for (; position >= 0 && position < this.#chunks.length; position += step) {
      const { keys, values } = this.#chunks[position]!;
      const from = lowerBound(keys, lower);
      const to = lowerBound(keys, upper);
      for (let offset = 0; offset < to - from; offset++) {
        yield values[reverse ? to - 1 - offset : from + offset]!;
      }
      if (reverse ? from > 0 : to < keys.length) return;
    }
  }

  values(): Generator<Value> {
    return this.range('', '\uffff');
  }

  /** The last chunk that starts at or before the key. */
  #chunkOf(key: string): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#chunks[middle]!.keys[0]! <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #split(position: number): void {
    const { keys, values } = this.#chunks[position]!;
    const half = keys.length >> 1;
    this.#chunks.splice(position + 1, 0, { keys: keys.splice(half), values: values.splice(half) });
  }
}

/** The first position whose key is not less than `key`. */
function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
