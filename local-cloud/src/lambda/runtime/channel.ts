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

  constructor({ gate, commands }: WorkerData) {
    this.#gate = gate;
    this.#commands = commands;
  }

  /** Sleeps until there is a command. */
  next(): Command {
    for (;;) {
      const seen = Atomics.load(this.#gate, 0);
      const received = receiveMessageOnPort(this.#commands);
      if (received !== undefined) return received.message as Command;
      Atomics.wait(this.#gate, 0, seen);
    }
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
