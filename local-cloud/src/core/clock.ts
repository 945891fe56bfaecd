/**
 * The one clock. Everything that waits - Wait states, retries, heartbeats, visibility timeouts,
 * schedules, expiry - waits here, so that three days can pass in a millisecond.
 */
export interface Clock {
  /** Cloud time in milliseconds since 1970. */
  now(): number;
  /** It moves only when it is told to: real time fires nothing. */
  readonly frozen: boolean;
  /** Calls `fire` once cloud time has moved on by `ms` milliseconds. */
  after(ms: number, fire: () => void, options?: TimerOptions): Timer;
  /** Says that work is in flight: the clock will not be skipped until every hold is released. */
  hold(): Hold;
}

export interface TimerOptions {
  /**
   * A background timer fires when its time comes but is never a reason to skip to it
   * (record expiry, a daily schedule): without this an idle cloud would race through the years.
   */
  readonly background?: boolean;
  /** What it stands for, in words for people. */
  readonly what?: () => string;
}

export interface Timer {
  readonly due: number;
  readonly background: boolean;
  readonly what?: (() => string) | undefined;
  cancel(): void;
}

/** One piece of work in flight. `suspend` while the work itself only waits for the clock. */
export interface Hold {
  /** Gives what resumes it: this very piece of work, whatever the hold stands for by then. */
  suspend(): () => void;
  resume(): void;
  release(): void;
}

/** A promise that resolves after `ms` of cloud time. */
export function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
