import { readSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { type Command, FILES, framed, type Head, type Message, NEWLINE } from './messages.ts';

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
    let read = this.#read();
    // One command at a time: the next one is not sent before this one is done.
    while (!read.includes(NEWLINE)) read = Buffer.concat([read, this.#read()]);
    const end = read.indexOf(NEWLINE);
    const head: Head<Command> = JSON.parse(read.toString('utf8', 0, end));
    if (!('bytes' in head)) return head;
    const { bytes, ...command } = head;
    return { ...command, payload: this.#payload(read.subarray(end + 1), bytes) };
  }

  /** So many bytes, whose first ones were read already. */
  #payload(first: Buffer, bytes: number): string {
    if (first.length === bytes) return first.toString('utf8');
    const whole = Buffer.allocUnsafe(bytes);
    for (let at = first.copy(whole); at < bytes; ) {
      const length = readSync(FILES.commands, whole, at, bytes - at, null);
      if (length === 0) process.exit();
      at += length;
    }
    return whole.toString('utf8');
  }

  /** What is there, until it is read again. */
  #read(): Buffer {
    const length = readSync(FILES.commands, this.#chunk);
    if (length === 0) process.exit();
    const read = this.#chunk.subarray(0, length);
    return read.includes(NEWLINE) ? read : Buffer.from(read);
  }

  send(message: Message): void {
    const bytes = framed(message);
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
