import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import type { Command, Message, Tick, WorkerData } from './messages.ts';

/**
 * The worker's line to the host. Without a command the whole thread sleeps, as an execution
 * environment is frozen between invocations: what a handler has left running goes on when the
 * next event comes.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export class Channel {
  readonly #gate: Int32Array;
  readonly #commands: WorkerData['commands'];
  #waiting: Command | undefined;

  constructor({ gate, commands }: WorkerData) {
    this.#gate = gate;
    this.#commands = commands;
  }

  /** Whether a command is waiting to be read. */
  get hasNext(): boolean {
    this.#waiting ??= receiveMessageOnPort(this.#commands)?.message as Command | undefined;
    return this.#waiting !== undefined;
  }

  /** Sleeps until there is a command. */
  next(): Command {
    for (;;) {
      const seen = Atomics.load(this.#gate, 0);
      if (this.hasNext) break;
      Atomics.wait(this.#gate, 0, seen);
    }
    const command = this.#waiting!;
    this.#waiting = undefined;
    return command;
  }

  send(message: Message): void {
    parentPort!.postMessage(message);
  }

  /** Ticks are heard while a command is at work; they do not keep the worker's event loop alive. */
  onTick(listener: () => void): void {
    parentPort!.on('message', (_tick: Tick) => listener());
    parentPort!.unref();
  }

  /** Keeps the event loop alive to hear the next tick, or lets go of it again. */
  listen(on: boolean): void {
    if (on) parentPort!.ref();
    else parentPort!.unref();
  }
}
