/** What the host and the worker of an execution environment say to each other. */

/** Given to the worker when it is started, before it is known which function it will run. */
export interface WorkerData {
  /** `[0]`: cloud time minus source time, in milliseconds. `[1]`: the source time of a frozen clock, or NaN. */
  readonly time: Float64Array;
  /** Changes with every command: a worker without work sleeps on it. */
  readonly gate: Int32Array;
  readonly commands: import('node:worker_threads').MessagePort;
  /** Where compiled code is kept from run to run. */
  readonly compileCache: string;
  /** The `@aws-sdk/*` and `@smithy/*` that are not in the function's archive are imported from here. */
  readonly sdkParent: string;
}

export interface Init {
  readonly type: 'init';
  /** The folder with the function's code; AWS's `/var/task`. */
  readonly taskRoot: string;
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

/** Read by a worker that sleeps, one at a time. */
export type Command = Init | Invoke;

/** Sent to a worker that is at work: cloud time has come to one of its timers. */
export interface Tick {
  readonly type: 'tick';
}

export type Message =
  | {
      readonly type: 'log';
      readonly time: number;
      readonly message: string;
      readonly level?: Level;
    }
  /** The command is done; the worker sleeps now. */
  | {
      readonly type: 'done';
      /** The result or the error payload, as JSON text. Empty for `init`. */
      readonly payload: string;
      readonly failed: boolean;
      /** The process ends with it, as a crashed runtime's does. */
      readonly exits: boolean;
      readonly memoryMb: number;
    }
  /** A timer is due earlier than any told of before. */
  | { readonly type: 'timer'; readonly due: number }
  /** Nothing is left to do but to wait for the timers. */
  | { readonly type: 'idle'; readonly due: number }
  /** A tick has been dealt with. */
  | { readonly type: 'settled'; readonly due: number | undefined };

export type Level = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL';
