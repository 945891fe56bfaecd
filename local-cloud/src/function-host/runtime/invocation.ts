import { RuntimeError } from './errors.ts';
import type { Handler } from './handler.ts';

/** How an invocation ends, told once. */
export interface Ending {
  succeed(payload: string): void;
  fail(error: unknown): void;
  /** The runtime stops instead of answering. */
  exit(): void;
}

/** One invocation under way. */
export interface Invocation {
  /** Called when the event loop has run empty: nothing is left that could end the invocation. */
  drained(): void;
}

/**
 * Runtimes from nodejs24.x on: the handler's result is awaited, and a promise that is never
 * settled lets the process run out.
 * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/tree/main/src/runtime
 */
export function invokeAsync(
  handler: Handler,
  event: unknown,
  context: object,
  ending: Ending,
): Invocation {
  void settle(handler, event, context, ending);
  return { drained: () => ending.exit() };
}

async function settle(handler: Handler, event: unknown, context: object, ending: Ending) {
  try {
    const result = await handler(event, context);
    await turn();
    ending.succeed(serialize(result));
  } catch (error) {
    await turn();
    ending.fail(error);
  }
}

/** One turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

export function serialize(result: unknown): string {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch (cause) {
    throw new RuntimeError('JSONStringifyError', 'Unable to stringify response body', { cause });
  }
}
