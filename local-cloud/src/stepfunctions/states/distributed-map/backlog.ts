import { parsePayload } from '../../execution/payload.ts';
import type { SavedMapRun } from '../../execution/saved-map-run.ts';
import type { Portion } from './batches.ts';

/** What the children of a Map Run are started over, by index, and which of it waits for one. */
export class Backlog {
  #portions: readonly Portion[] = [];
  /** How many were given to a child. */
  #begun = 0;
  /** The indices of children that wait to be redriven. */
  #again: number[] = [];

  fill(portions: readonly Portion[]): void {
    this.#portions = portions;
  }

  get isEmpty(): boolean {
    return this.#again.length === 0 && this.#begun >= this.#portions.length;
  }

  /** What was not given to a child yet. */
  get pending(): readonly Portion[] {
    return this.#portions.slice(this.#begun);
  }

  at(index: number): Portion {
    return this.#portions[index]!;
  }

  /** The next index, while it is not empty: children to redrive come first. */
  take(): number {
    return this.#again.shift() ?? this.#begun++;
  }

  /** Has children wait to be redriven: those for which it holds. Gives their indices. */
  redrive(isToRunAgain: (index: number) => boolean): readonly number[] {
    this.#again = [...this.#portions.keys()].filter(isToRunAgain);
    return this.#again;
  }

  save(): Pick<SavedMapRun, 'portions' | 'begun' | 'again'> {
    const portions = this.#portions.map(({ input, items }) => ({ input: input.text, items }));
    return { portions, begun: this.#begun, again: this.#again };
  }

  load({ portions, begun, again }: SavedMapRun): void {
    this.#portions = portions.map(({ input, items }) => ({ input: parsePayload(input), items }));
    this.#begun = begun;
    this.#again = [...again];
  }
}
