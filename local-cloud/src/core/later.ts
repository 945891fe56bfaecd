import * as z from 'zod';
import type { Clock } from './clock.ts';
import type { Json } from './json.ts';
import { fromJson, type State, toJson } from './state.ts';

/** What waits for its time: deliveries and invocations that are to be tried again. */
export class Later<Item> implements State {
  readonly #clock: Clock;
  readonly #what: string;
  readonly #due: (item: Item) => void;
  readonly #saved: z.ZodType<readonly { at: number; item: Item }[]>;
  /** With the cloud time, in milliseconds, at which each is due. */
  readonly #waiting = new Map<Item, number>();

  /**
   * @param what waits, in words for people
   * @param due is called with an item when its time has come
   */
  constructor(clock: Clock, what: string, schema: z.ZodType<Item>, due: (item: Item) => void) {
    this.#clock = clock;
    this.#what = what;
    this.#due = due;
    this.#saved = z.array(z.strictObject({ at: z.number(), item: schema }));
  }

  /** `ms` milliseconds from now. */
  add(item: Item, ms: number): void {
    this.#waiting.set(item, this.#clock.now() + ms);
    // A timer, not a sleep: work in flight would keep the clock from being moved on.
    const fire = () => {
      this.#waiting.delete(item);
      this.#due(item);
    };
    this.#clock.after(ms, fire, { what: () => this.#what });
  }

  save(): Json {
    return toJson([...this.#waiting].map(([item, at]) => ({ at, item })));
  }

  load(json: Json): void {
    for (const { at, item } of fromJson(json, this.#saved)) this.add(item, at - this.#clock.now());
  }
}
