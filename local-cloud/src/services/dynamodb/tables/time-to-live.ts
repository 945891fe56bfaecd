import type { Clock, Timer } from '../../../core/clock.ts';
import type { Item } from '../values/attribute-value.ts';

/**
 * AWS deletes an expired item "within a few days", and reads still find it until then: code must
 * look at the expiry itself. Here it is gone after two days of cloud time.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
export const DELETION_DELAY = 48 * 60 * 60 * 1000;

/** A time further back than this is not taken for an expiry. */
const OLDEST_EXPIRY = 5 * 365 * 24 * 60 * 60 * 1000;

/** Deletes the items of a table whose time has come. */
export class TimeToLive {
  readonly #clock: Clock;
  readonly #timers = new Map<string, Timer>();
  #attribute: string | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Undefined: disabled. */
  get attribute(): string | undefined {
    return this.#attribute;
  }

  set(attribute: string | undefined): void {
    this.#attribute = attribute;
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  track(key: string, item: Item, remove: () => void): void {
    const due = this.#expiry(item);
    if (due === undefined) return;
    const delay = due + DELETION_DELAY - this.#clock.now();
    this.#timers.set(
      key,
      this.#clock.after(delay, remove, {
        background: true,
        what: () => 'Time to live of a DynamoDB item',
      }),
    );
  }

  untrack(key: string): void {
    this.#timers.get(key)?.cancel();
    this.#timers.delete(key);
  }

  /** Milliseconds since 1970, if the item has a usable time in the attribute. */
  #expiry(item: Item): number | undefined {
    const text = this.#attribute === undefined ? undefined : item[this.#attribute]?.N;
    if (text === undefined) return undefined;
    const expiry = Number(text) * 1000;
    return expiry > this.#clock.now() - OLDEST_EXPIRY ? expiry : undefined;
  }
}
