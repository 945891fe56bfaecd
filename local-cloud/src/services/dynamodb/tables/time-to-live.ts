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
  /** The keys of items by when they are deleted, in milliseconds since 1970. */
  readonly #due = new Map<number, { readonly keys: Set<string>; readonly timer: Timer }>();
  #attribute: string | undefined;
  #remove: (key: string) => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Says how the item with a key is deleted. */
  onExpiry(remove: (key: string) => void): void {
    this.#remove = remove;
  }

  /** Undefined: disabled. */
  get attribute(): string | undefined {
    return this.#attribute;
  }

  set(attribute: string | undefined): void {
    this.#attribute = attribute;
    for (const { timer } of this.#due.values()) timer.cancel();
    this.#due.clear();
  }

  track(key: string, item: Item): void {
    const due = this.#dueOf(item);
    const oldest = this.#clock.now() - OLDEST_EXPIRY + DELETION_DELAY;
    if (due === undefined || !(due > oldest)) return;
    const together = this.#due.get(due) ?? { keys: new Set(), timer: this.#wait(due) };
    together.keys.add(key);
    this.#due.set(due, together);
  }

  untrack(key: string, item: Item): void {
    const due = this.#dueOf(item);
    const together = due === undefined ? undefined : this.#due.get(due);
    if (!together?.keys.delete(key) || together.keys.size > 0) return;
    together.timer.cancel();
    this.#due.delete(due!);
  }

  #wait(due: number): Timer {
    const remove = () => {
      for (const key of this.#due.get(due)?.keys ?? []) this.#remove(key);
    };
    return this.#clock.after(due - this.#clock.now(), remove, {
      background: true,
      what: () => 'Time to live of DynamoDB items',
    });
  }

  /** When an item is deleted, in milliseconds since 1970, if it has a number in the attribute. */
  #dueOf(item: Item): number | undefined {
    const text = this.#attribute === undefined ? undefined : item[this.#attribute]?.N;
    return text === undefined ? undefined : Number(text) * 1000 + DELETION_DELAY;
  }
}
