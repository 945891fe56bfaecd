import type { Hold } from '../core/clock.ts';

/** A job's hold on the clock: while one of its calls waits the clock may move, and the job is told. */
export class JobHold implements Hold {
  readonly #inner: Hold;
  readonly #moved: () => void;

  constructor(inner: Hold, moved: () => void) {
    this.#inner = inner;
    this.#moved = moved;
  }

  suspend(): () => void {
    this.#inner.suspend();
    return () => this.resume();
  }

  resume(): void {
    this.#inner.resume();
    this.#moved();
  }

  release(): void {
    this.#inner.release();
  }
}
