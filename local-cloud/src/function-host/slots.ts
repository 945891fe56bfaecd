import type { Clock, Hold } from '../core/clock.ts';
import type { TaskOrigin } from '../core/service.ts';

/** Lets so many invocations run at once; the others wait in line. */
export class Slots {
  readonly #limit: number;
  readonly #line: (() => void)[] = [];
  #taken = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves when there is a slot, which is then taken. */
  async wait(): Promise<void> {
    if (this.#taken < this.#limit) {
      this.#taken += 1;
      return;
    }
    await new Promise<void>((resolve) => {
      this.#line.push(resolve);
    });
  }

  /** Takes one without waiting: whoever goes on with what it had begun is not held up. */
  take(): void {
    this.#taken += 1;
  }

  free(): void {
    this.#taken -= 1;
    if (this.#taken >= this.#limit) return;
    const next = this.#line.shift();
    if (next === undefined) return;
    this.#taken += 1;
    next();
  }
}

/**
 * An invocation's hold on the clock and its slot: while it only waits - for the clock, or for a
 * call that waits - it gives up both, so that what it waits for can run.
 */
export class InvocationHold implements Hold {
  readonly #clock: Hold;
  readonly #slots: Slots;
  #depth = 0;
  #running = false;
  #released = false;

  constructor(clock: Clock, slots: Slots) {
    this.#clock = clock.hold();
    this.#slots = slots;
  }

  /** Resolves when the invocation has its slot. */
  async start(): Promise<void> {
    await this.#slots.wait();
    this.#running = true;
  }

  suspend(): () => void {
    this.#clock.suspend();
    this.#depth += 1;
    if (this.#depth === 1 && this.#running) this.#slots.free();
    return () => this.resume();
  }

  resume(): void {
    if (this.#depth === 0) return;
    this.#clock.resume();
    this.#depth -= 1;
    if (this.#depth === 0 && this.#running) this.#slots.take();
  }

  release(): void {
    if (this.#released) return;
    this.#released = true;
    this.#clock.release();
    if (this.#running && this.#depth === 0) this.#slots.free();
    this.#running = false;
  }
}

/**
 * What the credentials of an environment hold: whichever invocation is at work in it. A call that
 * outlives its invocation is none of the next one's.
 */
export class EnvironmentHold implements Hold {
  current: Hold | undefined;
  /** What that invocation works for. */
  task: TaskOrigin | undefined;

  suspend(): () => void {
    return this.current?.suspend() ?? (() => {});
  }

  resume(): void {
    this.current?.resume();
  }

  release(): void {}
}
