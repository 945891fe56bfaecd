import type { Timer } from './clock.ts';

/** A timer that was set; without `fire` it was cancelled or has fired. */
export class Scheduled implements Timer {
  readonly due: number;
  readonly order: number;
  readonly background: boolean;
  fire: (() => void) | undefined;
  readonly what: (() => string) | undefined;

  constructor(
    due: number,
    order: number,
    background: boolean,
    fire: () => void,
    what?: () => string,
  ) {
    this.due = due;
    this.order = order;
    this.background = background;
    this.fire = fire;
    this.what = what;
  }

  cancel(): void {
    this.fire = undefined;
  }
}

/** Below this many timers, cancelled ones are not worth clearing away. */
const FEW = 1024;

/**
 * A binary heap of timers by due time, then by the order they were set in. Most timeouts are
 * cancelled long before they are due: they are cleared away whenever the heap has doubled.
 */
export class TimerHeap {
  #items: Scheduled[] = [];
  #clearAt = FEW;

  /** How many timers it holds, cancelled ones included. */
  get size(): number {
    return this.#items.length;
  }

  push(timer: Scheduled): void {
    if (this.#items.length >= this.#clearAt) this.#clear();
    const items = this.#items;
    let index = items.push(timer) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(timer, items[parent]!)) break;
      items[index] = items[parent]!;
      index = parent;
    }
    items[index] = timer;
  }

  /** In order of due time, an array is a heap. */
  #clear(): void {
    const live = this.#items.filter(({ fire }) => fire !== undefined);
    this.#items = live.sort((a, b) => (before(a, b) ? -1 : 1));
    this.#clearAt = Math.max(FEW, 2 * live.length);
  }

  /** The next timer that was not cancelled. */
  peek(): Scheduled | undefined {
    while (this.#items.length > 0 && this.#items[0]!.fire === undefined) this.pop();
    return this.#items[0];
  }

  /** The next so many that were not cancelled, soonest first; they stay. */
  soonest(count: number): Scheduled[] {
    const found: Scheduled[] = [];
    const below = new Map<Scheduled, number>();
    const ahead = new TimerHeap();
    const look = (index: number) => {
      const item = this.#items[index];
      if (item === undefined) return;
      below.set(item, index * 2 + 1);
      ahead.push(item);
    };
    look(0);
    while (found.length < count && ahead.size > 0) {
      const item = ahead.pop()!;
      if (item.fire !== undefined) found.push(item);
      const child = below.get(item)!;
      look(child);
      look(child + 1);
    }
    return found;
  }

  pop(): Scheduled | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (items.length === 0 || last === undefined) return first;
    let index = 0;
    for (;;) {
      let child = index * 2 + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && before(items[child + 1]!, items[child]!)) child += 1;
      if (!before(items[child]!, last)) break;
      items[index] = items[child]!;
      index = child;
    }
    items[index] = last;
    return first;
  }
}

/** Whether one timer fires before another: by due time, then in the order they were set. */
export function before(a: Scheduled, b: Scheduled): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}
