/** So many different values are looked up by what they are, before they are put by. */
const OPEN = 50_000;

/** Values, and how often each of them was measured. Nobody changes them. */
export interface Counted {
  readonly values: Float64Array;
  readonly times: Float64Array;
}

/**
 * How often each value was measured. What are more than some thousands are put by, packed, a part at a time: what
 * is measured again later is in another part again. So nothing takes long here, however many values there are.
 */
export class MeasuredValues {
  #parts: Counted[] = [];
  #open = new Map<number, number>();

  static load(saved: readonly ReadonlyMap<number, number>[]): MeasuredValues {
    const values = new MeasuredValues();
    for (const part of saved) {
      for (const [value, times] of part) values.add(value, times);
    }
    return values;
  }

  save(): Map<number, number>[] {
    return this.parts.map(
      ({ values, times }) => new Map(Array.from(values, (value, index) => [value, times[index]!])),
    );
  }

  /** Every value is in one of them, or in several. */
  get parts(): readonly Counted[] {
    return this.#open.size > 0 ? [...this.#parts, packed(this.#open)] : this.#parts;
  }

  /** How many values are looked at where they are added to others. */
  get size(): number {
    return this.#open.size + this.#parts.length;
  }

  add(value: number, times: number): void {
    this.#open.set(value, (this.#open.get(value) ?? 0) + times);
    if (this.#open.size < OPEN) return;
    this.#parts.push(packed(this.#open));
    this.#open = new Map();
  }

  addAll(other: MeasuredValues): void {
    this.#parts = [...this.#parts, ...other.#parts];
    for (const [value, times] of other.#open) this.add(value, times);
  }
}

function packed(counts: ReadonlyMap<number, number>): Counted {
  return { values: Float64Array.from(counts.keys()), times: Float64Array.from(counts.values()) };
}
