import { setTimeout as realSleep } from 'node:timers/promises';
import type { Hold } from '../core/clock.ts';
import type { JobEnd, JobHandle, Server } from '../core/jobs.ts';
import type { Json } from '../core/json.ts';
import type { Job } from './job.ts';
import type { FromJob } from './messages.ts';

/** Real milliseconds without a question, after which the process, and its memory, is given back. */
const IDLE = 10_000;

const TOO_SLOW: JobEnd = {
  exitCode: 1,
  error: { name: 'TooSlow', message: 'It took too long to answer.' },
};
const OVER: JobEnd = {
  exitCode: 1,
  error: { name: 'NotServing', message: 'Its process has ended.' },
};

/** A job that answers. While nobody asks it holds neither the clock nor a slot. */
export class JobServer implements Server {
  readonly ready: Promise<JobEnd | undefined>;
  readonly #longest: number;
  readonly #isUp = Promise.withResolvers<JobEnd | undefined>();
  /** Who asks, from when it asks until it has its answer. */
  #asking = 0;
  readonly #asked = new Map<number, (end: JobEnd) => void>();
  #last = 0;
  #handle: JobHandle | undefined;
  #up: { readonly job: Job; readonly hold: Hold } | undefined;
  #idle: AbortController | undefined;
  isOver = false;

  /** @param longestSeconds of real time that an answer may take */
  constructor(longestSeconds: number) {
    this.#longest = longestSeconds * 1000;
    this.ready = this.#isUp.promise;
  }

  belongsTo(handle: JobHandle): void {
    this.#handle = handle;
    void handle.ended.then((end) => this.#ended(end));
  }

  hear(said: FromJob, job: Job, hold: Hold): void {
    if (said.type === 'serving') {
      this.#up = { job, hold };
      if (this.#asking === 0) this.#rest();
      this.#isUp.resolve(undefined);
    }
    if (said.type === 'answer') {
      const { type: _, id, ...outcome } = said;
      this.#asked.get(id)?.({ exitCode: outcome.error === undefined ? 0 : 1, ...outcome });
    }
  }

  async ask(input: Json): Promise<JobEnd> {
    if (this.isOver) return OVER;
    this.#wake();
    this.#asking += 1;
    const end = (await this.ready) ?? (await this.#inTime(this.#answer(input)));
    this.#asking -= 1;
    if (this.#asking === 0) this.#rest();
    return end;
  }

  stop(): void {
    this.isOver = true;
    if (this.#asking === 0) this.#end();
  }

  #answer(input: Json): Promise<JobEnd> {
    const id = ++this.#last;
    const { promise, resolve } = Promise.withResolvers<JobEnd>();
    this.#asked.set(id, resolve);
    this.#up!.job.tell({ type: 'ask', id, input });
    return promise.finally(() => this.#asked.delete(id));
  }

  async #inTime(answer: Promise<JobEnd>): Promise<JobEnd> {
    const heard = new AbortController();
    const late = realSleep(this.#longest, TOO_SLOW, { signal: heard.signal });
    late.catch(() => {});
    const end = await Promise.race([answer, late]);
    heard.abort();
    if (end === TOO_SLOW) this.#end();
    return end;
  }

  #wake(): void {
    if (this.#idle === undefined) return;
    this.#idle.abort();
    this.#idle = undefined;
    this.#up!.hold.resume();
  }

  #rest(): void {
    if (this.isOver) {
      this.#end();
      return;
    }
    this.#up!.hold.suspend();
    this.#idle = new AbortController();
    const { signal } = this.#idle;
    void realSleep(IDLE, undefined, { ref: false, signal }).then(
      () => this.stop(),
      () => {},
    );
  }

  #end(): void {
    this.isOver = true;
    this.#idle?.abort();
    this.#handle?.stop(0);
  }

  #ended(end: JobEnd): void {
    this.isOver = true;
    this.#idle?.abort();
    this.#isUp.resolve(end);
    for (const settle of this.#asked.values()) settle(end.error === undefined ? OVER : end);
  }
}
