import type { Hold } from './clock.ts';

/** Counts what is in flight: how many more holds there are, and how many more that are suspended. */
export interface InFlight {
  count(holds: number, suspended: number): void;
}

/** A hold that counts itself in, and out again when it is released. */
export class WorkHold implements Hold {
  readonly #inFlight: InFlight;
  #suspended = 0;
  #released = false;

  constructor(inFlight: InFlight) {
    this.#inFlight = inFlight;
    inFlight.count(1, 0);
  }

  suspend(): () => void {
    if (!this.#released && this.#suspended++ === 0) this.#inFlight.count(-1, 1);
    return () => this.resume();
  }

  resume(): void {
    if (this.#released || this.#suspended === 0) return;
    if (--this.#suspended === 0) this.#inFlight.count(1, -1);
  }

  release(): void {
    if (this.#released) return;
    this.#released = true;
    if (this.#suspended === 0) this.#inFlight.count(-1, 0);
    else this.#inFlight.count(0, -1);
  }
}
