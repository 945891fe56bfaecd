import type { Clock, Hold, Timer } from '../core/clock.ts';
import { type Ended, exitOf } from './outcomes.ts';
import type { Command, Message } from './runtime/messages.ts';
import type { RuntimeWorker } from './worker.ts';

export type LogMessage = Extract<Message, { type: 'log' }>;

interface Work {
  readonly hold: Hold;
  readonly limit: Timer;
  readonly resolve: (ended: Ended) => void;
}

/**
 * Runs one command after the other in a worker, on the clock: a command that takes too long ends
 * the worker; while the handler only waits for its timers the clock may be skipped to them.
 */
export class Runner {
  readonly #worker: RuntimeWorker;
  readonly #clock: Clock;
  readonly #onLog: (log: LogMessage) => void;
  #work: Work | undefined;
  #error: Error | undefined;
  /** The clock's next tick for the worker's timers. */
  #wake: Timer | undefined;
  /** The worker does nothing but wait for that tick. */
  #idle = false;
  /** A tick is being dealt with, while a call of the handler waits for the clock. */
  #ticking: Hold | undefined;
  memoryMb = 0;
  dead = false;

  constructor(worker: RuntimeWorker, clock: Clock, onLog: (log: LogMessage) => void) {
    this.#worker = worker;
    this.#clock = clock;
    this.#onLog = onLog;
    worker.listen({
      message: (message) => this.#hear(message),
      failed: (error) => this.#fail(error),
      exited: (code) => this.#exited(code),
    });
  }

  /**
   * @param hold suspended while the worker only waits for the clock
   * @param limitMs cloud time after which the worker is terminated
   */
  run(command: Command, hold: Hold, limitMs: number): Promise<Ended> {
    if (this.dead) return Promise.resolve(exitOf(1, this.#error));
    this.#worker.keep(true);
    return new Promise((resolve) => {
      const limit = this.#clock.after(limitMs, () => {
        void this.terminate();
        this.#end({ kind: 'timeout' });
      });
      this.#work = { hold, limit, resolve };
      this.#worker.command(command);
    });
  }

  async terminate(): Promise<void> {
    this.dead = true;
    await this.#worker.terminate();
  }

  #hear(message: Message): void {
    switch (message.type) {
      case 'log':
        this.#onLog(message);
        break;
      case 'done':
        this.memoryMb = Math.max(this.memoryMb, message.memoryMb);
        this.dead ||= message.exits;
        this.#end({ kind: 'done', payload: message.payload, failed: message.failed });
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

  #pause(): void {
    if (this.#work === undefined || this.#idle) return;
    this.#idle = true;
    this.#work.hold.suspend();
  }

  #unpause(): void {
    if (!this.#idle) return;
    this.#idle = false;
    this.#work?.hold.resume();
  }

  #wakeAt(due: number): void {
    if (this.#work === undefined || (this.#wake && this.#wake.due <= due)) return;
    this.#wake?.cancel();
    this.#wake = this.#clock.after(due - this.#clock.now(), () => this.#tick());
  }

  #tick(): void {
    this.#wake = undefined;
    if (this.#idle) this.#unpause();
    else this.#ticking ??= this.#clock.hold();
    this.#worker.tick();
  }

  #settled(due: number | undefined): void {
    if (due !== undefined) this.#wakeAt(due);
    this.#ticking?.release();
    this.#ticking = undefined;
  }

  #fail(error: Error): void {
    this.#error = error;
    if (error.stack === undefined) return;
    this.#onLog({ type: 'log', time: this.#clock.now(), message: `${error.stack}\n` });
  }

  #exited(code: number): void {
    this.dead = true;
    this.#end(exitOf(code, this.#error));
  }

  #end(ended: Ended): void {
    const work = this.#work;
    if (work === undefined) return;
    this.#unpause();
    this.#work = undefined;
    work.limit.cancel();
    this.#wake?.cancel();
    this.#wake = undefined;
    this.#settled(undefined);
    this.#worker.keep(false);
    work.resolve(ended);
  }
}
