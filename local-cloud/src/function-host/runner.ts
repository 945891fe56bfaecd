import { setTimeout as realSleep } from 'node:timers/promises';
import type { Clock, Hold, Timer } from '../core/clock.ts';
import { type Ended, exitOf } from './outcomes.ts';
import type { ProcessEnd, RuntimeProcess } from './process.ts';
import type { Command, Message } from './runtime/messages.ts';

export type LogMessage = Extract<Message, { type: 'log' }>;

/** Real milliseconds: longer than any machine is busy with something else. */
const PATIENCE = 30_000;

interface Work {
  readonly hold: Hold;
  readonly limit: Timer;
  /** How long a frozen clock waits in real time while the process is at work. */
  readonly patienceMs: number;
  readonly resolve: (ended: Ended) => void;
}

/**
 * Runs one command after the other in a process, on the clock: a command that takes too long ends
 * the process; while the handler only waits for its timers the clock may be skipped to them.
 */
export class Runner {
  readonly #process: RuntimeProcess;
  readonly #clock: Clock;
  readonly #onLog: (log: LogMessage) => void;
  readonly #patienceMs: number;
  #work: Work | undefined;
  #end: ProcessEnd | undefined;
  /** How much memory the process says that it takes, in MB. */
  #told: number | undefined;
  /** The clock's next tick for the handler's timers. */
  #wake: Timer | undefined;
  /** The process does nothing but wait for that tick. */
  #idle = false;
  /** Aborted when there is nothing to be patient with any more. */
  #patience: AbortController | undefined;
  /** A tick is being dealt with, while a call of the handler waits for the clock. */
  #ticking: Hold | undefined;
  dead = false;
  /** The function takes something that the runtime has on board. */
  onBoard = false;

  /** @param patienceMs a frozen clock waits so long in real time, at least, for a command that does not end */
  constructor(
    process: RuntimeProcess,
    clock: Clock,
    onLog: (log: LogMessage) => void,
    patienceMs = PATIENCE,
  ) {
    this.#process = process;
    this.#clock = clock;
    this.#onLog = onLog;
    this.#patienceMs = patienceMs;
    process.listen({
      message: (message) => this.#hear(message),
      line: (line) => this.#write(line),
      exited: (end) => this.#exited(end),
    });
  }

  /**
   * @param hold suspended while the process only waits for the clock
   * @param limitMs cloud time after which the process is ended; a frozen clock may go there once so much
   *   real time has passed, and its patience is over
   */
  run(command: Command, hold: Hold, limitMs: number): Promise<Ended> {
    if (this.#end !== undefined) return Promise.resolve(exitOf(this.#end));
    this.#process.begin();
    return new Promise((resolve) => {
      const limit = this.#clock.after(
        limitMs,
        () => {
          void this.terminate();
          this.#finish({ kind: 'timeout' });
        },
        { what: () => 'Timeout of a function or a job' },
      );
      this.#work = { hold, limit, resolve, patienceMs: Math.max(limitMs, this.#patienceMs) };
      this.#bePatient();
      this.#process.command(command);
    });
  }

  /** The most that was measured. */
  get memoryMb(): number {
    return this.#process.taken;
  }

  async terminate(): Promise<void> {
    this.dead = true;
    await this.#process.terminate();
  }

  #hear(message: Message): void {
    switch (message.type) {
      case 'log':
        this.#onLog(message);
        break;
      case 'done':
        this.dead ||= message.exits;
        this.#told = message.memoryMb;
        this.onBoard = message.onBoard;
        this.#finish({ kind: 'done', payload: message.payload, failed: message.failed });
        break;
      case 'timer':
        this.#wakeAt(message.due);
        break;
      case 'idle':
        this.#settled(message.due);
        this.#pause();
        break;
      case 'settled':
        this.#settled(message.due);
        break;
    }
  }

  /** A clock that stands still does not wait for ever for a process that does not end. */
  #bePatient(): void {
    if (!this.#clock.frozen || this.#work === undefined) return;
    this.#patience = new AbortController();
    const { signal } = this.#patience;
    void realSleep(this.#work.patienceMs, undefined, { signal, ref: false }).then(
      () => this.#pause(),
      () => {},
    );
  }

  #pause(): void {
    if (this.#work === undefined || this.#idle) return;
    this.#patience?.abort();
    this.#idle = true;
    this.#work.hold.suspend();
  }

  #unpause(): void {
    if (!this.#idle) return;
    this.#idle = false;
    this.#work?.hold.resume();
    this.#bePatient();
  }

  #wakeAt(due: number): void {
    if (this.#work === undefined || (this.#wake && this.#wake.due <= due)) return;
    this.#wake?.cancel();
    this.#wake = this.#clock.after(due - this.#clock.now(), () => this.#tick(), {
      what: () => 'Timer that a function or a job has set',
    });
  }

  #tick(): void {
    this.#wake = undefined;
    if (this.#idle) this.#unpause();
    else this.#ticking ??= this.#clock.hold();
    this.#process.tick();
  }

  #settled(due: number | undefined): void {
    if (due !== undefined) this.#wakeAt(due);
    this.#ticking?.release();
    this.#ticking = undefined;
  }

  #write(line: string): void {
    this.#onLog({ type: 'log', time: this.#clock.now(), message: `${line}\n` });
  }

  #exited(end: ProcessEnd): void {
    this.dead = true;
    this.#end = end;
    this.#finish(exitOf(end));
  }

  #finish(ended: Ended): void {
    const work = this.#work;
    if (work === undefined) return;
    this.#unpause();
    this.#work = undefined;
    work.limit.cancel();
    this.#patience?.abort();
    this.#wake?.cancel();
    this.#wake = undefined;
    this.#settled(undefined);
    this.#process.end(this.#told);
    work.resolve(ended);
  }
}
