import { hash } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../core/clock.ts';
import { shape } from '../core/state.ts';

/** A FIFO queue or topic accepts a message with a known deduplication id, but does not deliver it again. */
const INTERVAL = 5 * 60 * 1000;

export interface Accepted {
  readonly messageId: string;
  readonly sequenceNumber: string;
}

export interface SavedDeduplication {
  readonly accepted: ReadonlyMap<string, Accepted & { readonly until: number }>;
  readonly sequence: bigint;
}

export const SAVED_DEDUPLICATION = shape<SavedDeduplication>({
  accepted: z.map(
    z.string(),
    z.strictObject({ messageId: z.string(), sequenceNumber: z.string(), until: z.number() }),
  ),
  sequence: z.bigint(),
});

/** What a FIFO queue or topic accepted within the last five minutes. */
export class Deduplication {
  readonly #clock: Clock;
  readonly #accepted = new Map<string, Accepted & { readonly until: number }>();
  readonly #start: bigint;
  #sequence = 0n;

  /** @param arn of the queue or the topic: each has sequence numbers of its own */
  constructor(clock: Clock, arn: string) {
    this.#clock = clock;
    this.#start = BigInt(`0x${hash('sha256', arn).slice(0, 12)}`) * 256n;
  }

  save(): SavedDeduplication {
    return { accepted: this.#accepted, sequence: this.#sequence };
  }

  load({ accepted, sequence }: SavedDeduplication): void {
    for (const [id, known] of accepted) this.#accepted.set(id, known);
    this.#sequence = sequence;
  }

  find(id: string): Accepted | undefined {
    for (const [known, { until }] of this.#accepted) {
      if (until > this.#clock.now()) break;
      this.#accepted.delete(known);
    }
    return this.#accepted.get(id);
  }

  remember(id: string, accepted: Accepted): void {
    this.#accepted.set(id, { ...accepted, until: this.#clock.now() + INTERVAL });
  }

  /** What was accepted is forgotten; sequence numbers go on rising. */
  clear(): void {
    this.#accepted.clear();
  }

  /** 20 digits, rising. */
  nextSequenceNumber(): string {
    this.#sequence += 256n;
    return String(18_850_000_000_000_000_000n + this.#start + this.#sequence);
  }
}
