import type { Clock } from '../../core/clock.ts';

/** Who waits for messages of a queue. */
export class LongPolls {
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when a message can be received, after `ms` of cloud time, or when the signal aborts. */
  arrival(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        timer.cancel();
        this.#waiting.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = this.#clock.after(ms, done, { what: () => 'End of a long poll of a queue' });
      this.#waiting.add(done);
      signal?.addEventListener('abort', done);
    });
  }

  wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
