/** One way to read what a recording leaves open: a decision after the other. */
export class Choices {
  readonly #wanted: readonly number[];
  readonly #made: { readonly taken: number; readonly count: number }[] = [];

  constructor(wanted: readonly number[] = []) {
    this.#wanted = wanted;
  }

  /** Takes one of so many possibilities: the first, unless another is wanted. */
  among<Item>(items: readonly Item[]): Item | undefined {
    if (items.length < 2) return items[0];
    const taken = this.#wanted[this.#made.length] ?? 0;
    this.#made.push({ taken, count: items.length });
    return items[taken];
  }

  /** The next way to read it, with another last decision; undefined: there is none. */
  next(): Choices | undefined {
    const last = this.#made.findLastIndex(({ taken, count }) => taken + 1 < count);
    if (last === -1) return undefined;
    const kept = this.#made.slice(0, last).map(({ taken }) => taken);
    return new Choices([...kept, this.#made[last]!.taken + 1]);
  }
}
