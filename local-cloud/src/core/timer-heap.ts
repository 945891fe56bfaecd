import type { Timer } from './clock.ts';
import { Heap } from './heap.ts';

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
 * Timers by due time, then by the order they were set in. Most timeouts are cancelled long before they are
 * due: they are cleared away whenever there are twice as many.
 */
export class TimerHeap {
  readonly #timers = new Heap<Scheduled>(before);
  #clearAt = FEW;

  /** How many timers it holds, cancelled ones included. */
  get size(): number {
    return this.#timers.size;
  }

  push(timer: Scheduled): void {
    if (this.size >= this.#clearAt) this.#clear();
    this.#timers.push(timer);
  }

  #clear(): void {
    this.#timers.keep(({ fire }) => fire !== undefined);
    this.#clearAt = Math.max(FEW, 2 * this.size);
  }

  /** The next timer that was not cancelled. */
  peek(): Scheduled | undefined {
    while (this.size > 0 && this.#timers.first!.fire === undefined) this.pop();
    return this.#timers.first;
  }

  /** The next so many that were not cancelled, soonest first; they stay. */
  soonest(count: number): Scheduled[] {
    const found: Scheduled[] = [];
    for (const timer of this.#timers.inOrder()) {
      if (found.length >= count) break;
      if (timer.fire !== undefined) found.push(timer);
    }
    return found;
  }

  pop(): Scheduled | undefined {
    return this.#timers.pop();
  }
}

/** Whether one timer fires before another: by due time, then in the order they were set. */
export function before(a: Scheduled, b: Scheduled): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}
