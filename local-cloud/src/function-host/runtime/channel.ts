import { readSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { type Command, FILES, type Message } from './messages.ts';

/**
 * The line to the host. Without a command the whole process sleeps, as an execution environment is
 * frozen between invocations: what a handler has left running goes on when the next event comes.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export class Channel {
  readonly #ticks = new Socket({ fd: FILES.ticks, readable: true, writable: false });
  readonly #chunk = Buffer.allocUnsafe(65_536);

  /** Sleeps until there is a command. Without a host there is none any more, and the process ends. */
  next(): Command {
    const chunks: Buffer[] = [];
    for (;;) {
      const length = readSync(FILES.commands, this.#chunk);
      if (length === 0) process.exit();
      // One command at a time: the next one is not sent before this one is done.
      const isLast = this.#chunk[length - 1] === NEWLINE;
      if (isLast && chunks.length === 0) return parse(this.#chunk.subarray(0, length));
      chunks.push(Buffer.from(this.#chunk.subarray(0, length)));
      if (isLast) return parse(Buffer.concat(chunks));
    }
  }

  send(message: Message): void {
    const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
    for (let at = 0; at < bytes.length; ) at += writeSync(FILES.messages, bytes, at);
  }

  /** Ticks are heard while a command is at work; they do not keep the event loop alive. */
  onTick(listener: () => void): void {
    this.#ticks.on('data', listener);
    this.#ticks.on('close', () => process.exit());
    this.#ticks.unref();
  }

  /** Keeps the event loop alive to hear the next tick, or lets go of it again. */
  listen(on: boolean): void {
    if (on) this.#ticks.ref();
    else this.#ticks.unref();
  }
}

const NEWLINE = '\n'.charCodeAt(0);

function parse(line: Buffer): Command {
  return JSON.parse(line.toString('utf8'));
}
