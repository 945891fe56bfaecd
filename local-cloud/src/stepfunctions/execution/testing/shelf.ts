import type { PutAway, TextStore } from '../../ports.ts';

/** A store of texts for tests, which counts. */
export class Shelf implements TextStore {
  readonly inMemory: number;
  /** All texts that were put away, in order. */
  readonly texts: string[] = [];
  /** How often it was tried to put some away. */
  tries = 0;
  /** How often one was read back. */
  reads = 0;
  isFull = false;

  constructor(inMemory: number) {
    this.inMemory = inMemory;
  }

  putAway(texts: readonly string[]): readonly PutAway[] | undefined {
    this.tries += 1;
    if (this.isFull) return undefined;
    this.texts.push(...texts);
    return texts.map((text) => this.#kept(text));
  }

  #kept(text: string): PutAway {
    const read = () => {
      this.reads += 1;
      return text;
    };
    return {
      get text() {
        return read();
      },
    };
  }
}
