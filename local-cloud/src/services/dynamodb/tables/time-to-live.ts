import type { Timer } from '../../../core/clock.ts';
import type { Cloud } from '../../../core/service.ts';
import { Turns } from '../../../core/turns.ts';
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

const WHAT = 'Time to live of DynamoDB items';
/** Others have their turn after so many items. */
const AT_ONCE = 500;

/** Deletes the items of a table whose time has come. */
export class TimeToLive {
  readonly #cloud: Cloud;
  /** The keys of items by when they are deleted, in milliseconds since 1970. */
  readonly #due = new Map<number, { readonly keys: Set<string>; readonly timer: Timer }>();
  #attribute: string | undefined;
  #remove: (key: string) => void = () => {};

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
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
    const oldest = this.#cloud.clock.now() - OLDEST_EXPIRY + DELETION_DELAY;
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
    const remove = () => this.#cloud.background(WHAT, () => this.#removeAll(due));
    return this.#cloud.clock.after(due - this.#cloud.clock.now(), remove, {
      background: true,
      what: () => WHAT,
    });
  }

  async #removeAll(due: number): Promise<void> {
    const turns = new Turns(AT_ONCE);
    const keys = this.#due.get(due)?.keys ?? new Set();
    for (const key of keys) {
      await turns.step();
      // Meanwhile it may have been given another expiry, or none is looked at any more.
      if (this.#due.get(due)?.keys !== keys) return;
      if (keys.has(key)) this.#remove(key);
    }
  }

  /** When an item is deleted, in milliseconds since 1970, if it has a number in the attribute. */
  #dueOf(item: Item): number | undefined {
    const text = this.#attribute === undefined ? undefined : item[this.#attribute]?.N;
    return text === undefined ? undefined : Number(text) * 1000 + DELETION_DELAY;
  }
}
