import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import { logger } from './logger.ts';
import { parse } from './parse.ts';

/** A named error of the workflow: the state machine matches its `name` in ErrorEquals. */
export type NamedError = new (message: string, options?: ErrorOptions) => Error;

/**
 * A state's Payload is not what its handler reads, though earlier states saw to it: a mistake in
 * the state machine, which no one but its author can mend. For handlers that need no other name.
 */
export class UnexpectedPayload extends Error {
  override readonly name = 'UnexpectedPayload';
}

export type TaskHandler<Result> = (event: unknown, context: Context) => Promise<Result>;

/**
 * The handler behind a Task state: reads the state's Payload, does the work, returns the result.
 * A Payload that does not fit the schema is thrown as `Malformed`, for the state to catch.
 */
export function taskHandler<Schema extends z.ZodMiniType, Result>(
  schema: Schema,
  Malformed: NamedError,
  work: (input: z.output<Schema>) => Result | Promise<Result>,
): TaskHandler<Result> {
  return middy<unknown, Result>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .onError(({ error }) => logger.error('Task failed', error as Error))
    .handler(async (event: unknown) => {
      const input = parse(schema, event);
      if ('data' in input) return work(input.data);
      const problems = input.problems.map(({ path, message }) => `${path} ${message}`);
      throw new Malformed(problems.join('; '), { cause: input.error });
    });
}
