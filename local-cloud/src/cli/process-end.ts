import { constants } from 'node:os';
import { setTimeout as realSleep } from 'node:timers/promises';
import type { Terminal } from './command.ts';

/** Ctrl+C, `kill`, and a terminal that is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof SIGNALS)[number];

/** npm passes on what the terminal has sent already: within so many real milliseconds it is one press. */
const ONE_PRESS = 500;
/** How long what is left behind may keep a process that is done, in real milliseconds. */
const LINGERING = 500;

let take: (signal: Signal) => void = endAtOnce;

/** From here on a signal ends the process as it does by default, but not before it has tidied up. */
export function endOnSignals(): void {
  for (const signal of SIGNALS) process.on(signal, () => take(signal));
}

/** As a shell tells that a signal has ended a program. */
function endAtOnce(signal: Signal): void {
  process.exit(128 + constants.signals[signal]);
}

/** Until somebody ends the process. From here on a signal is a request. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    take = () => resolve();
  });
}

/** Work after an interruption. Once that takes a while, the next signal does not wait for it. */
export async function orInterruptedAgain(work: Promise<void>, terminal: Terminal): Promise<void> {
  const done = new AbortController();
  void realSleep(ONE_PRESS, undefined, { signal: done.signal }).then(
    () => {
      take = endAtOnce;
      terminal.err('Closing. Ctrl+C again ends it at once.');
    },
    () => {},
  );
  await work.finally(() => done.abort());
}

/** Ends a process that is done also when something is still at work in it, once all is printed. */
export function leave(code: number): void {
  process.exitCode = code;
  const end = () => {
    const unprinted = process.stdout.writableLength + process.stderr.writableLength;
    if (unprinted === 0) process.exit();
    void realSleep(LINGERING, undefined, { ref: false }).then(end);
  };
  void realSleep(LINGERING, undefined, { ref: false }).then(end);
}
