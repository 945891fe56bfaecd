import type { Json, JsonObject } from '../../core/json.ts';
import { isNumber } from '../../core/json-number.ts';
import { writeJson } from '../../core/json-write.ts';
import { KnownJson } from '../../core/known-json.ts';
import { StatesError } from '../errors.ts';
import { parseJson } from '../parse-json.ts';
import type { OptimisedIntegration } from './optimised.ts';

/**
 * `lambda:invoke`: the function's answer is parsed into `Payload`.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
export const lambdaInvoke: OptimisedIntegration = {
  patterns: ['request', 'waitForTaskToken'],
  names: { prefix: 'Lambda', service: 'AWSLambda', baseException: 'AWSLambdaException' },
  headers: {
    contentType: 'application/json',
    connection: 'Connection',
    more: { 'X-Amz-Executed-Version': '$LATEST', 'x-amzn-Remapped-Content-Length': '0' },
  },
  request: (parameters) => ({ ...parameters, Payload: payloadText(parameters.Payload ?? {}) }),
  blob: ({ Payload }) => eventOf(Payload ?? {}),
  respond: ({ FunctionError, Payload, ...result }) => {
    const text = typeof Payload === 'string' ? Payload : '';
    if (FunctionError !== undefined) throw functionError(compact(text));
    return insertPayload(result, text);
  },
  body: ({ Payload }) => writeJson(Payload ?? ''),
};

function insertPayload(result: JsonObject, text: string): JsonObject {
  const { ExecutedVersion, ...rest } = result;
  return {
    ...(ExecutedVersion !== undefined && { ExecutedVersion }),
    ...(text !== '' && { Payload: parsePayload(text) }),
    ...rest,
  };
}

/**
 * Recorded: a text is the JSON text to send, objects and lists are written as JSON; null or nothing
 * reaches the function as {}. A number or a boolean is left as it is, and refused.
 */
function payloadText(payload: Json): Json {
  return isWritten(payload) ? writeJson(payload) : payload;
}

/** The event in process. A text of the state's own need not be JSON. */
function eventOf(payload: Json): KnownJson | string {
  return isWritten(payload) ? KnownJson.ofText(writeJson(payload)) : String(payload);
}

function isWritten(payload: Json): boolean {
  return typeof payload === 'object' && !isNumber(payload);
}

/** Recorded: this integration writes the runtime's answer anew, without its spacing. */
function compact(payload: string): string {
  const answer = parsePayload(payload);
  return typeof answer === 'string' ? payload : JSON.stringify(answer);
}

/** The function's result; text that is no JSON stays text. Throws States.Runtime for deep nesting. */
export function parsePayload(text: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof StatesError) throw error;
    return text;
  }
}

/**
 * What a function that ended with an error fails its state with: the error's type, and the
 * runtime's answer (recorded).
 */
export function functionError(payload: string): StatesError {
  const answer = parsePayload(payload);
  const type = (answer as JsonObject | null)?.errorType;
  if (typeof type === 'string' && type !== '') return new StatesError(type, payload);
  return new StatesError(
    'Lambda.Unknown',
    `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payload}`,
  );
}
