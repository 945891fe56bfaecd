import type { CloudClock } from '../core/cloud-clock.ts';
import { parseDuration } from '../core/duration.ts';
import type { Pace } from '../scenarios/pace.ts';

/**
 * Cloud time. It goes on as real time does, and faster when you say so; all waiting in the cloud -
 * Wait states, retries, timeouts, schedules, delays, what functions see as `Date` - follows it.
 */
export interface Clock {
  now(): Date;
  /** Lets time pass: milliseconds, or text like `90m`, `3d`, `PT1H30M`. What comes due happens. */
  advance(span: number | string): Promise<void>;
  /** Waits until nothing is under way, then jumps to what is due next. False: nothing is. */
  next(): Promise<boolean>;
  /** Waits until nothing is under way but what waits for time to pass. */
  settle(): Promise<void>;
  /** Waits for a call, letting time pass whenever all that is left of it is waiting. */
  during<T>(work: Promise<T>): Promise<T>;
  /**
   * Jumps by itself to what is due next whenever nothing is under way, until it is turned off. An
   * execution that waits for somebody's answer runs into its timeout at once.
   */
  autoSkip(on: boolean): void;
}

export function clockOf(clock: CloudClock, pace: Pick<Pace, 'during'>): Clock {
  return {
    now: () => new Date(clock.now()),
    advance: (span) => clock.advance(typeof span === 'number' ? span : parseDuration(span)),
    next: () => clock.next(),
    settle: () => clock.idle(),
    during: (work) => pace.during(work),
    autoSkip: (on) => clock.setAutoSkip(on),
  };
}
