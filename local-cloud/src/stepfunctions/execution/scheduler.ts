import type { Clock, Hold } from '../../core/clock.ts';
import { effort } from '../../core/effort.ts';
import { Allowance } from './allowance.ts';

/** Something with work to do now. */
export interface Runnable {
  /** Works until nothing is left or `budget` steps are spent; says how many are left of the budget. */
  work(budget: number): number;
  /** Whether there is more to do at once. */
  readonly runnable: boolean;
}

/** Steps between two turns of the event loop: about a millisecond of work. */
const SLICE = 512;
/** Steps one execution may take before the next one has its turn. */
const TURN = 64;
/** So many characters of JSON were a request's share of the event loop's turn: the steps have the next one. */
const MUCH = 100_000;

/**
 * Gives every execution its turn, one after another, and the event loop its own: neither an endless
 * loop nor ten thousand executions keep timers and requests waiting. The clock is held while
 * anything is runnable, never while executions only wait.
 */
export class Scheduler {
  readonly allowance = new Allowance();
  readonly #clock: Clock;
  #hold: Hold | undefined;
  #queue: Runnable[] = [];
  #next: Runnable[] = [];
  #pumping = false;
  #scheduled = false;
  #busy = 0;
  #stopped = false;
  #effort = effort();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Puts a runnable at the end of the line. The caller sees to it that it stands there once. */
  enqueue(runnable: Runnable): void {
    if (this.#stopped) return;
    this.#next.push(runnable);
    if (this.#pumping || this.#scheduled) return;
    this.#scheduled = true;
    this.busy();
    if (effort() - this.#effort > MUCH) setImmediate(this.#pump);
    else queueMicrotask(this.#pump);
  }

  /** Something is under way that is not in line: a JSONata expression. Until `idle`. */
  busy(): void {
    if (this.#busy++ === 0) this.#hold = this.#clock.hold();
  }

  idle(): void {
    if (--this.#busy === 0) this.#hold?.release();
  }

  /** Nobody has a turn any more, whatever is left to do. */
  stop(): void {
    this.#stopped = true;
    this.#queue = [];
    this.#next = [];
  }

  readonly #pump = (): void => {
    this.#scheduled = false;
    this.#pumping = true;
    let budget = SLICE;
    try {
      while (budget > 0 && !this.allowance.isLow && this.#turn()) {
        const runnable = this.#queue.pop()!;
        budget -= TURN - runnable.work(TURN) + 1;
        if (runnable.runnable && !this.#stopped) this.#next.push(runnable);
      }
    } finally {
      this.#pumping = false;
      this.#effort = effort();
      if (this.#queue.length + this.#next.length > 0) this.#later();
      else this.idle();
    }
  };

  /** Makes sure that the last of `#queue` is next in line; false when nobody is. */
  #turn(): boolean {
    if (this.#queue.length > 0) return true;
    if (this.#next.length === 0) return false;
    const spent = this.#queue;
    this.#queue = this.#next.reverse();
    this.#next = spent;
    return true;
  }

  #later(): void {
    this.#scheduled = true;
    setImmediate(this.#pump);
  }
}
