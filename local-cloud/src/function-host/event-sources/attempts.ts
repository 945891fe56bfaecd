import * as z from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { JsonObject } from '../../core/json.ts';
import { given, shape } from '../../core/state.ts';
import type { Batch, SourceRecord } from './event-source.ts';

/** Before a batch is tried again, in milliseconds: twice as long each time. */
const BACKOFF = { first: 500, longest: 60_000 };

/** A batch that is being worked on, or is to be handed over again. */
export interface Attempt {
  readonly records: Batch;
  /** How often it was worked on. */
  readonly tries: number;
  /** How often it was put off, also where nobody could work on it. */
  readonly delays: number;
  /** When it may be handed over, in milliseconds. */
  readonly dueAt: number;
}

export const SAVED_ATTEMPT = shape<Attempt>({
  records: z.array(
    shape<SourceRecord>({
      id: z.string(),
      size: z.number(),
      at: z.number(),
      event: given<JsonObject>(),
      filtered: given<JsonObject>(),
    }),
  ),
  tries: z.number(),
  delays: z.number(),
  dueAt: z.number(),
});

/** What a lane is to be through with before it goes on, in order; the first may be at work. */
export class Attempts {
  readonly #clock: Clock;
  #all: Attempt[] = [];
  /** Called when the first may be due. */
  #ready: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isEmpty(): boolean {
    return this.#all.length === 0;
  }

  /** The first, once its time has come. */
  due(): Batch | undefined {
    const [first] = this.#all;
    return first !== undefined && first.dueAt <= this.#clock.now() ? first.records : undefined;
  }

  /** Calls back when the first is due, until the returned function is called. */
  watch(ready: () => void): () => void {
    this.#ready = ready;
    this.#wake();
    return () => {
      this.#ready = undefined;
    };
  }

  /** The attempt that this batch is: a new one is the first from now on. */
  begin(records: Batch): Attempt {
    const [first] = this.#all;
    if (first?.records === records) return first;
    const attempt = { records, tries: 0, delays: 0, dueAt: this.#clock.now() };
    this.#all.unshift(attempt);
    return attempt;
  }

  /** Gives the first, which is over. */
  end(): Attempt {
    return this.#all.shift()!;
  }

  /** Puts a batch first, to be handed over after a while that grows with its delays. */
  retry(records: Batch, { tries = 0, delays = 0 } = {}): void {
    const delay = Math.min(BACKOFF.first * 2 ** delays, BACKOFF.longest);
    this.#all.unshift({ records, tries, delays: delays + 1, dueAt: this.#clock.now() + delay });
    this.#wake();
  }

  /** Two batches of one, each with a budget of its own: to be split is no retry. */
  halve(records: Batch): void {
    const middle = Math.ceil(records.length / 2);
    this.begin(records.slice(middle));
    this.retry(records.slice(0, middle));
  }

  save(): readonly Attempt[] {
    return this.#all;
  }

  load(attempts: readonly Attempt[]): void {
    this.#all = [...attempts];
  }

  #wake(): void {
    const [first] = this.#all;
    if (first === undefined || this.#ready === undefined) return;
    this.#clock.after(first.dueAt - this.#clock.now(), () => this.#ready?.(), {
      what: () => 'Next attempt at a batch of an event source',
    });
  }
}
