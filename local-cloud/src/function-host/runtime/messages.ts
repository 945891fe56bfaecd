/**
 * What the host and the process of an execution environment say to each other: JSON, a line each. A payload
 * comes behind its line as it is, so that it is not written, and read, once more as a text of JSON: the line
 * says how many bytes of UTF-8 that are.
 */

/** The files that the process inherits from the host. */
export const FILES = {
  /** Commands, read by a process that sleeps on it. */
  commands: 3,
  messages: 4,
  /** A byte for each time that cloud time has come to one of the handler's timers. */
  ticks: 5,
  /** Cloud time: see `TimeFile`. */
  time: 6,
} as const;

/** What the process is started with, before it is known which function it will run. */
export interface Start {
  /** The `@aws-sdk/*` and `@smithy/*` that are not in the function's archive are imported from here. */
  readonly sdkParent: string;
  /** Modules that are loaded before they are needed. */
  readonly preload: readonly string[];
  /** The folder that the function sees as `/tmp`. */
  readonly tmp: string;
}

export interface Init {
  readonly type: 'init';
  /** The folder with the function's code; AWS's `/var/task`. */
  readonly taskRoot: string;
  /** The folder with what is in its layers, if it has any; AWS's `/opt`. */
  readonly layerRoot: string | undefined;
  readonly handler: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runtimes up to nodejs22.x: callback handlers, and other answers to a handler that never ends. */
  readonly legacy: boolean;
}

export interface Invoke {
  readonly type: 'invoke';
  readonly requestId: string;
  readonly functionArn: string;
  /** The event as JSON text. */
  readonly payload: string;
  /** Cloud time in milliseconds. */
  readonly deadline: number;
  readonly clientContext: string | undefined;
  readonly traceHeader: string;
}

/** One at a time. */
export type Command = Init | Invoke;

export type Message =
  | {
      readonly type: 'log';
      readonly time: number;
      readonly message: string;
      readonly level?: Level;
    }
  /** The command is done; the process sleeps now. */
  | {
      readonly type: 'done';
      /** The result or the error payload, as JSON text. Empty for `init`. */
      readonly payload: string;
      readonly failed: boolean;
      /** The process ends with it, as a crashed runtime's does. */
      readonly exits: boolean;
      /** All that the process takes, what it shares with others as well: where the host cannot look. */
      readonly memoryMb?: number;
      /** The function has loaded something that is not in its archive, but on board. */
      readonly onBoard: boolean;
    }
  /** A timer is due earlier than any told of before. */
  | { readonly type: 'timer'; readonly due: number }
  /** Nothing is left to do but to wait for the timers. */
  | { readonly type: 'idle'; readonly due: number }
  /** A tick has been dealt with. */
  | { readonly type: 'settled'; readonly due?: number | undefined };

export type Level = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL';

/** A command or a message as it is sent. */
export function framed(sent: Command | Message): Buffer {
  if (!('payload' in sent)) return Buffer.from(`${JSON.stringify(sent)}\n`);
  const { payload, ...rest } = sent;
  const bytes = Buffer.byteLength(payload);
  const line = Buffer.from(`${JSON.stringify({ ...rest, bytes })}\n`);
  const frame = Buffer.allocUnsafe(line.length + bytes);
  line.copy(frame);
  frame.write(payload, line.length);
  return frame;
}

/** What the line of a command or a message holds. */
export type Head<Sent> = Sent extends { readonly payload: string }
  ? Omit<Sent, 'payload'> & { readonly bytes: number }
  : Sent;

export const NEWLINE = 0x0a;
