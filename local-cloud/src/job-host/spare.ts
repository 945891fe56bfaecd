import { setTimeout as realSleep } from 'node:timers/promises';
import type { Job } from './job.ts';

/** Real milliseconds without a job, after which the process, and its memory, is given back. */
const IDLE = 3000;

/**
 * A process that is already up when the next job of a module needs one: its start, and the client of S3,
 * take half the time of a short job, and are the same for all of them.
 */
export class SpareJob {
  readonly #start: () => Job;
  readonly #idleMs: number;
  #spare: Job | undefined;
  #taken = new AbortController();

  /** @param idleMs real milliseconds without a job, after which the process is given back */
  constructor(start: () => Job, idleMs = IDLE) {
    this.#start = start;
    this.#idleMs = idleMs;
  }

  /** Starts one in advance, if there is none. */
  prepare(): void {
    if (this.#spare !== undefined) return;
    const spare = this.#start();
    spare.tell({ type: 'prepare' });
    this.#spare = spare;
    this.#taken = new AbortController();
    const { signal } = this.#taken;
    void realSleep(this.#idleMs, undefined, { ref: false, signal }).then(
      () => this.take()?.stop(0),
      () => {},
    );
    // It may have been ended by somebody else.
    void spare.ended.then(() => {
      if (this.#spare === spare) this.take();
    });
  }

  /** Whoever takes it uses it, or stops it. */
  take(): Job | undefined {
    const spare = this.#spare;
    this.#spare = undefined;
    this.#taken.abort();
    return spare;
  }
}
