import type { Archive, Standing } from './archive.ts';
import type { Batch } from './batch.ts';
import type { HistoryEvent } from './history.ts';
import { isUnwritten, type Payload } from './payload.ts';

/** Where a text comes first in a history; the events up to the next one may have it as well. */
interface Mark {
  /** The index of the event. */
  readonly at: number;
  readonly characters: number;
  next: Mark | undefined;
}

/** The long texts of a history that are in memory. The last of them stays while its execution goes on with it. */
export class LongTexts {
  readonly #history: readonly HistoryEvent[];
  readonly #archive: Archive;
  readonly #standing: Standing = { texts: new WeakRef(this), characters: 0 };
  #oldest: Mark | undefined;
  #newest: Mark | undefined;
  #characters = 0;
  #last: string | Payload | undefined;
  #hasEnded = false;

  /** @param input of the execution, which has it anyway */
  constructor(history: readonly HistoryEvent[], archive: Archive, input?: Payload) {
    this.#history = history;
    this.#archive = archive;
    this.#last = input && (isUnwritten(input) ? input : input.text);
  }

  /** The next event has this text, or that of a payload that is yet to be written. */
  took(text: string | Payload, characters: number): void {
    this.#hasEnded = false;
    if (text === this.#last) return;
    this.#last = text;
    const mark: Mark = { at: this.#history.length, characters, next: undefined };
    if (this.#oldest === undefined) this.#oldest = mark;
    else this.#newest!.next = mark;
    this.#newest = mark;
    this.#characters += characters;
    this.#archive.took(this.#standing, this.#characters);
  }

  /** Nothing goes on with the last text any more, unless more come. */
  ended(): void {
    this.#hasEnded = true;
    if (this.#characters > 0) this.#archive.took(this.#standing, this.#characters);
  }

  /** Gives its oldest, until the batch is full or nothing is left to give. Says how many characters stay. */
  giveTo(batch: Batch): number {
    while (!batch.isFull && this.#oldest !== undefined) {
      const { at, characters, next } = this.#oldest;
      if (next === undefined && !this.#hasEnded) break;
      for (const event of this.#history.slice(at, next?.at)) batch.add(event);
      this.#characters -= characters;
      this.#oldest = next;
      if (next === undefined) this.#last = undefined;
    }
    return this.#characters;
  }
}
