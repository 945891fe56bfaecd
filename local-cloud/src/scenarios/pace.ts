import { setTimeout as realSleep } from 'node:timers/promises';
import { callControl } from '../client/control.ts';
import type { Fault } from '../console/fault.ts';
import { UserError } from '../core/errors.ts';
import type { Mail } from '../services/sns/mail.ts';

/** Cloud time in milliseconds since 1970; null for nothing. */
export type Due = number | null;

/** How time passes while a scenario waits, and how faults are rehearsed. */
export interface Pace {
  /** Waits until nothing is under way, without letting time pass. Gives when something is due next. */
  settle(): Promise<Due>;
  /** Lets time pass until then. False: nothing is left that could go on by itself. */
  step(due: Due): Promise<boolean>;
  /** Waits for `work`, letting time pass whenever all that is left of it is waiting. */
  during<T>(work: Promise<T>): Promise<T>;
  advance(duration: string): Promise<void>;
  setFaults(faults: readonly Fault[]): Promise<void>;
  /** Cloud time in milliseconds since 1970. */
  now(): Promise<number>;
  /** The mails that were sent, oldest first. */
  mails(): Promise<readonly Mail[]>;
  /** The id of the newest mail; 0 where there is none, or none can be seen. */
  lastMail(): Promise<number>;
}

/** The local cloud's pace, by its control endpoints: time jumps. */
export function localPace(endpoint: string): Pace {
  const control = (method: string, path: string, body?: object, signal?: AbortSignal) =>
    callControl(endpoint, method, path, body, signal);
  const mails = async () => ((await control('GET', '/mail')) as { mails: Mail[] }).mails;
  return {
    settle: async () => ((await control('POST', '/clock/settle')) as { nextDue: Due }).nextDue,
    // No further: time goes on by itself, too, and what was due may have come already.
    step: async (due) => {
      if (due === null) return false;
      return ((await control('POST', '/clock/next', { due })) as { moved: boolean }).moved;
    },
    advance: async (duration) => {
      await control('POST', '/clock/advance', { duration });
    },
    setFaults: async (faults) => {
      await control('PUT', '/faults', { faults });
    },
    now: async () => ((await control('GET', '/clock')) as { now: number }).now,
    mails,
    lastMail: async () => (await mails()).at(-1)?.id ?? 0,
    during: (work) => whileWaiting(work, (signal) => control('POST', '/clock/stalled', {}, signal)),
  };
}

/** Real milliseconds. What needs no time to pass is done by then, and the clock is left alone. */
const SOON = 10;

/** Keeps the clock going for as long as the work is not done. */
async function whileWaiting<T>(
  work: Promise<T>,
  stalled: (signal: AbortSignal) => Promise<unknown>,
): Promise<T> {
  const done = new AbortController();
  const drive = async () => {
    await realSleep(SOON, undefined, { signal: done.signal });
    while (!done.signal.aborted) await stalled(done.signal);
  };
  const driver = drive().catch((error: unknown) => {
    if (!done.signal.aborted) throw error;
  });
  try {
    return await Promise.race([work, driver.then(() => work)]);
  } finally {
    done.abort();
    await driver;
  }
}

const POLL_MS = 2000;

/** The pace of AWS itself, or of another emulator: time cannot be moved, so it is waited for. */
export function realPace(): Pace {
  const refuse = (what: string) => {
    throw new UserError(`This endpoint cannot ${what}`, {
      why: 'Only the local cloud has a clock to move, faults to inject and a mailbox.',
      fix: 'Run this scenario without --endpoint.',
    });
  };
  return {
    step: async () => {
      await realSleep(POLL_MS);
      return true;
    },
    settle: async () => {
      await realSleep(POLL_MS);
      return null;
    },
    during: (work) => work,
    advance: async () => refuse('move its clock'),
    setFaults: async (faults) => {
      if (faults.length > 0) refuse('inject faults');
    },
    now: async () => performance.timeOrigin + performance.now(),
    mails: async () => refuse('show the mails it sent'),
    lastMail: async () => 0,
  };
}
