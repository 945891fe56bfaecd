import { RuntimeError } from './errors.ts';
import type { Handler } from './handler.ts';
import { type Ending, type Invocation, serialize } from './invocation.ts';

/**
 * Runtimes up to nodejs22.x: the handler returns a promise, or calls its callback or
 * `context.succeed`, `fail`, `done`. A callback answers once the event loop is empty, unless
 * `context.callbackWaitsForEmptyEventLoop` is false.
 * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/tree/v3.3.0/src
 */
export function invokeLegacy(
  handler: Handler,
  event: unknown,
  context: object,
  ending: Ending,
): Invocation {
  const invocation = new LegacyInvocation(handler, ending);
  invocation.start(event, context);
  return invocation;
}

class LegacyInvocation implements Invocation {
  readonly #handler: Handler;
  readonly #ending: Ending;
  #called = false;
  #whenDrained: () => void;

  constructor(handler: Handler, ending: Ending) {
    this.#handler = handler;
    this.#ending = ending;
    this.#whenDrained = () => this.#neverEnded();
  }

  drained(): void {
    this.#whenDrained();
  }

  start(event: unknown, context: object): void {
    const methods = {
      callbackWaitsForEmptyEventLoop: true,
      succeed: (result: unknown) => this.#done(undefined, result),
      fail: (error: unknown) => this.#done(error ?? 'handled', undefined),
      done: (error: unknown, result: unknown) => this.#done(error, result),
    };
    const given = Object.assign(methods, context);
    const callback = (error: unknown, result: unknown) => {
      this.#callback(error, result, given.callbackWaitsForEmptyEventLoop);
    };
    try {
      const returned = this.#handler(event, given, callback);
      if (isThenable(returned)) returned.then(given.succeed, given.fail);
    } catch (error) {
      callback(error, undefined);
    }
  }

  #callback(error: unknown, result: unknown, waits: boolean): void {
    if (this.#called) return;
    if ((error ?? undefined) !== undefined || !waits) {
      this.#done(error, result);
      return;
    }
    this.#called = true;
    this.#whenDrained = () => this.#answer(result);
  }

  #done(error: unknown, result: unknown): void {
    if (this.#called) return;
    this.#called = true;
    if ((error ?? undefined) === undefined) this.#answer(result);
    else this.#ending.fail(error);
  }

  #answer(result: unknown): void {
    try {
      this.#ending.succeed(serialize(result));
    } catch (error) {
      this.#ending.fail(error);
    }
  }

  #neverEnded(): void {
    if (this.#handler.constructor.name === 'AsyncFunction') {
      this.#ending.fail(
        new RuntimeError(
          'NodeJsExit',
          'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#process_exit_codes',
        ),
      );
    } else {
      this.#ending.succeed('null');
    }
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
