import type { ProcessEnd } from './process.ts';
import type { HostedFunction } from './types.ts';

/** How an environment ended a command. */
export type Ended =
  | { readonly kind: 'done'; readonly payload: string; readonly failed: boolean }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'exit'; readonly reason: string; readonly errorType: string };

/** The largest answer of a synchronous invocation, in bytes. */
export const LARGEST_ANSWER = 6_291_556;

/** What the caller gets, and what the log says about it. */
export interface Answer {
  readonly payload: string;
  readonly status: 'success' | 'failure' | 'error' | 'timeout';
  readonly errorType?: string;
  /** A line of the platform's own, in text format. */
  readonly line?: string;
}

/** Words the end of an invocation as AWS does. */
export function answerOf(ended: Ended, fn: HostedFunction, requestId: string): Answer {
  switch (ended.kind) {
    case 'done':
      return Buffer.byteLength(ended.payload) > LARGEST_ANSWER ? tooLarge() : doneAnswer(ended);
    case 'timeout':
      return timeoutAnswer(fn, requestId);
    case 'exit':
      return exitAnswer(ended, requestId);
  }
}

function doneAnswer({ payload, failed }: Extract<Ended, { kind: 'done' }>): Answer {
  if (!failed) return { payload, status: 'success' };
  const errorType = errorTypeIn(payload);
  return { payload, status: 'error', ...(errorType !== undefined && { errorType }) };
}

function errorTypeIn(payload: string): string | undefined {
  const { errorType } = errorIn(payload);
  return typeof errorType === 'string' ? errorType : undefined;
}

/** What an error payload says, on one line. */
export function reasonIn(payload: string): string {
  const { errorType, errorMessage } = errorIn(payload);
  const reason = `${errorType}: ${errorMessage}`.split('\n', 1)[0]!;
  return reason.slice(0, LONGEST_REASON);
}

const LONGEST_REASON = 500;

/** A function can write the end of its own invocation itself, and anything into it. */
function errorIn(payload: string): {
  readonly errorType?: unknown;
  readonly errorMessage?: unknown;
} {
  try {
    return JSON.parse(payload) ?? {};
  } catch {
    return {};
  }
}

function tooLarge(): Answer {
  const errorType = 'Function.ResponseSizeTooLarge';
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${LARGEST_ANSWER} bytes).`;
  return { payload: JSON.stringify({ errorMessage, errorType }), status: 'error', errorType };
}

function timeoutAnswer({ timeoutSeconds }: HostedFunction, requestId: string): Answer {
  const errorType = 'Sandbox.Timedout';
  const after = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
  const errorMessage = `RequestId: ${requestId} Error: ${after}`;
  return {
    payload: JSON.stringify({ errorType, errorMessage }),
    status: 'timeout',
    line: `${requestId} ${after}`,
  };
}

function exitAnswer(
  { reason, errorType }: Extract<Ended, { kind: 'exit' }>,
  requestId: string,
): Answer {
  const errorMessage = `RequestId: ${requestId} Error: ${reason}`;
  return {
    payload: JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage }),
    status: 'error',
    errorType,
    line: `${errorMessage}\nRuntime.ExitError`,
  };
}

/** How the platform words the end of a runtime. */
export function exitOf({ code, signal, isFull }: ProcessEnd): Ended {
  if (isFull) return exit('error: signal: killed', 'Runtime.OutOfMemory');
  if (signal !== null) return exit(`error: signal: ${SIGNALS[signal] ?? signal}`);
  return exit(code === 0 ? undefined : `error: exit status ${code}`);
}

/** As Go writes them, in which the platform is written. */
const SIGNALS: Readonly<Partial<Record<NodeJS.Signals, string>>> = {
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGILL: 'illegal instruction',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
};

function exit(with_: string | undefined, errorType = 'Runtime.ExitError'): Ended {
  const how = with_ === undefined ? 'out providing a reason' : ` ${with_}`;
  return { kind: 'exit', reason: `Runtime exited with${how}`, errorType };
}
