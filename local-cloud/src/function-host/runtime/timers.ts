import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import promises from 'node:timers/promises';
import { promisify } from 'node:util';

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setImmediate: globalThis.setImmediate,
};

/** So many real milliseconds at least a frozen clock waits for what a handler does beside its timers. */
const PATIENCE = 1000;
/** The longest delay Node's timers take; anything else becomes 1 ms, as Node has it. */
const LONGEST = 2 ** 31 - 1;

export interface TimerHost {
  /** Cloud time in milliseconds. */
  now(): number;
  /** A frozen clock moves only by ticks: real time fires nothing. */
  frozen(): boolean;
  /** `due` may be earlier than it was. */
  changed(): void;
  /** Real time has come to where a timer is due, and the frozen clock has not. */
  overdue(): void;
}

type Callback = (...args: unknown[]) => void;

/**
 * The handler's timers, on cloud time: when the cloud skips ahead they are due. A real timer runs
 * beside each one (not keeping the event loop alive) for the time in which nothing is skipped.
 */
export class CloudTimers {
  readonly #host: TimerHost;
  readonly #pending = new Set<CloudTimeout>();
  readonly #byId = new Map<number, CloudTimeout>();
  #lastId = 0;
  /** While the worker only waits for ticks, real time fires nothing. */
  parked = false;

  constructor(host: TimerHost) {
    this.#host = host;
  }

  now(): number {
    return this.#host.now();
  }

  /** When the next timer is due of those that keep the event loop alive: the clock goes there. */
  get due(): number | undefined {
    let due: number | undefined;
    for (const timer of this.#pending) {
      if (timer.hasRef() && (due === undefined || timer.due < due)) due = timer.due;
    }
    return due;
  }

  /** Fires what has come due, in order, each in its own turn of the event loop. */
  fireDue(): void {
    const now = this.#host.now();
    const due = [...this.#pending].filter((timer) => timer.due <= now);
    for (const timer of due.sort((a, b) => a.due - b.due || a.id - b.id)) {
      real.setImmediate(() => this.fire(timer));
    }
  }

  set(callback: Callback, ms: unknown, args: unknown[], repeats: boolean): CloudTimeout {
    if (typeof callback !== 'function') {
      throw Object.assign(
        new TypeError(`The "callback" argument must be of type function. Received ${callback}`),
        { code: 'ERR_INVALID_ARG_TYPE' },
      );
    }
    const timer = new CloudTimeout(this, ++this.#lastId, delayOf(ms), repeats, () =>
      callback(...args),
    );
    this.start(timer);
    return timer;
  }

  clear(timer: unknown): void {
    if (timer instanceof CloudTimeout) this.stop(timer);
    else if (this.#byId.has(Number(timer))) this.stop(this.#byId.get(Number(timer))!);
    else real.clearTimeout(timer as NodeJS.Timeout);
  }

  start(timer: CloudTimeout): void {
    timer.due = this.#host.now() + timer.delay;
    this.#pending.add(timer);
    this.#arm(timer, timer.delay);
    this.#host.changed();
  }

  stop(timer: CloudTimeout): void {
    real.clearTimeout(timer.real);
    this.#pending.delete(timer);
    this.#byId.delete(timer.id);
  }

  fire(timer: CloudTimeout): void {
    if (!this.#pending.has(timer)) return;
    if (timer.repeats) this.start(timer);
    else this.stop(timer);
    timer.run();
  }

  changed(): void {
    this.#host.changed();
  }

  identify(timer: CloudTimeout): void {
    this.#byId.set(timer.id, timer);
  }

  #arm(timer: CloudTimeout, delay: number): void {
    real.clearTimeout(timer.real);
    timer.real = this.#host.frozen()
      ? real.setTimeout(() => this.#overdue(timer), Math.max(delay, PATIENCE)).unref()
      : real.setTimeout(() => this.#elapsed(timer), delay).unref();
  }

  /** One that does not keep the event loop alive is nothing to wait for. */
  #overdue(timer: CloudTimeout): void {
    if (timer.hasRef()) this.#host.overdue();
  }

  #elapsed(timer: CloudTimeout): void {
    const ahead = timer.due - this.#host.now();
    if (this.parked) return;
    if (ahead > 0) this.#arm(timer, ahead);
    else this.fire(timer);
  }
}

/** What `setTimeout` gives: Node's Timeout, as far as its documentation goes. */
class CloudTimeout {
  readonly id: number;
  readonly delay: number;
  readonly repeats: boolean;
  readonly run: () => void;
  due = 0;
  real: NodeJS.Timeout | undefined;
  readonly #timers: CloudTimers;
  #ref = true;

  constructor(timers: CloudTimers, id: number, delay: number, repeats: boolean, run: () => void) {
    this.#timers = timers;
    this.id = id;
    this.delay = delay;
    this.repeats = repeats;
    this.run = run;
  }

  ref(): this {
    this.#ref = true;
    this.#timers.changed();
    return this;
  }

  unref(): this {
    this.#ref = false;
    return this;
  }

  hasRef(): boolean {
    return this.#ref;
  }

  refresh(): this {
    this.#timers.start(this);
    return this;
  }

  close(): this {
    this.#timers.stop(this);
    return this;
  }

  [Symbol.toPrimitive](): number {
    this.#timers.identify(this);
    return this.id;
  }

  [Symbol.dispose](): void {
    this.#timers.stop(this);
  }
}

function delayOf(ms: unknown): number {
  const delay = Number(ms);
  return delay >= 1 && delay <= LONGEST ? Math.trunc(delay) : 1;
}

/** Puts cloud timers in the place of Node's. */
export function installTimers(cloud: CloudTimers): void {
  const setTimeout = (callback: Callback, ms?: unknown, ...args: unknown[]) =>
    cloud.set(callback, ms, args, false);
  const wait = (ms?: unknown, value?: unknown, options: WaitOptions = {}) =>
    new Promise((resolve, reject) => waitFor(cloud, ms, options, () => resolve(value), reject));
  const replaced = {
    setTimeout: Object.assign(setTimeout, { [promisify.custom]: wait }),
    setInterval: (callback: Callback, ms?: unknown, ...args: unknown[]) =>
      cloud.set(callback, ms, args, true),
    clearTimeout: (timer: unknown) => cloud.clear(timer),
    clearInterval: (timer: unknown) => cloud.clear(timer),
  };
  Object.assign(globalThis, replaced);
  Object.assign(timers, replaced);
  const every = (ms?: unknown, value?: unknown, options: WaitOptions = {}) =>
    ticks(cloud, ms, value, options);
  Object.assign(promises, { setTimeout: wait, setInterval: every });
  Object.assign(promises.scheduler, {
    wait: (ms: number, options: WaitOptions) => wait(ms, undefined, options),
  });
  syncBuiltinESMExports();
}

interface WaitOptions {
  readonly signal?: AbortSignal;
  readonly ref?: boolean;
}

/** One that is behind, since what is done with a tick took longer, catches up. */
async function* ticks(
  cloud: CloudTimers,
  ms: unknown,
  value: unknown,
  options: WaitOptions,
): AsyncGenerator<unknown, never> {
  const delay = delayOf(ms);
  for (let due = cloud.now() + delay; ; due += delay) {
    const ahead = due - cloud.now();
    if (ahead > 0) {
      await new Promise<void>((resolve, reject) => waitFor(cloud, ahead, options, resolve, reject));
    }
    yield value;
  }
}

function waitFor(
  cloud: CloudTimers,
  ms: unknown,
  { signal, ref = true }: WaitOptions,
  resolve: () => void,
  reject: (reason: unknown) => void,
): void {
  const abort = () => {
    timer.close();
    reject(
      Object.assign(new Error('The operation was aborted', { cause: signal?.reason }), {
        name: 'AbortError',
        code: 'ABORT_ERR',
      }),
    );
  };
  const timer = cloud.set(
    () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    },
    ms,
    [],
    false,
  );
  if (!ref) timer.unref();
  if (signal?.aborted) abort();
  else signal?.addEventListener('abort', abort, { once: true });
}
