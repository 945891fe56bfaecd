import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import { checkJsonText, JsonTextError } from '../../../core/json-text.ts';
import { type GivenBytes, KnownJson, textOf } from '../../../core/known-json.ts';
import type { Operation } from '../../../core/service.ts';
import type { AsyncInvocations } from '../async-invocations.ts';
import { lambdaError } from '../errors.ts';
import type { Functions } from '../functions.ts';
import { namespacedName, qualifier } from '../members.ts';

/** The largest event in bytes, by invocation type. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LARGEST = { RequestResponse: 6_291_456, Event: 1_048_576, DryRun: 6_291_456 } as const;

/**
 * Runs a function with an event. `RequestResponse` answers with its result, or with
 * `FunctionError` and the runtime's error payload; `Event` answers at once; `DryRun` only checks.
 * Errors: ResourceNotFoundException, TooManyRequestsException (with `Reason`),
 * RequestTooLargeException, InvalidRequestContentException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function invoke(
  functions: Functions,
  events: AsyncInvocations,
): Operation<InvocationRequest, InvocationResponse> {
  return {
    members: {
      FunctionName: namespacedName,
      InvocationType: { enum: ['Event', 'RequestResponse', 'DryRun'] },
      LogType: { enum: ['None', 'Tail'] },
      ClientContext: {},
      Payload: { sensitive: true },
      Qualifier: qualifier,
    },
    permissions: ({ FunctionName, Qualifier }) => [
      functions.permission('InvokeFunction', FunctionName, Qualifier),
    ],
    async handle(input, { requestId, waiting, principal: { task } }) {
      const invoked = functions.qualified(input.FunctionName, input.Qualifier);
      const type = input.InvocationType ?? 'RequestResponse';
      const payload = eventOf(input.Payload, LARGEST[type]);
      if (type === 'DryRun') return { StatusCode: 204 };
      if (type === 'Event') {
        events.enqueue(invoked, payload);
        return { StatusCode: 202 };
      }
      const clientContext = contextOf(input.ClientContext);
      const version = invoked.choose();
      const invokedArn = invoked.arn;
      const request = {
        ...{ requestId, payload, invokedArn, task },
        ...(clientContext && { clientContext }),
      };
      const outcome = await waiting(functions.host.invoke(invoked.hosted(version), request));
      return {
        StatusCode: 200,
        ExecutedVersion: version.version,
        Payload: answered(outcome.payload, input.Payload),
        ...(outcome.functionError && { FunctionError: outcome.functionError }),
        ...(input.LogType === 'Tail' && { LogResult: outcome.logTail }),
      };
    },
  };
}

/** The event as JSON text: `{}` where there is none. Typed as bytes, given as text in process. */
function eventOf(payload: GivenBytes, largest: number): string {
  const text = textOf(payload);
  if (Buffer.byteLength(text) > largest) {
    throw lambdaError(
      'RequestTooLargeException',
      `Request must be smaller than ${largest} bytes for the InvokeFunction operation`,
      413,
    );
  }
  if (text === '') return '{}';
  if (payload instanceof KnownJson) return text;
  try {
    JSON.parse(text);
  } catch {
    throw lambdaError(
      'InvalidRequestContentException',
      `Could not parse request body into json: Could not parse payload into json${complaint(text)}`,
    );
  }
  return text;
}

/** What Lambda's parser says of a text that is no JSON (seen in its answers). */
function complaint(text: string): string {
  try {
    checkJsonText(text, { repeatedFields: true, source: 'byte[]' });
  } catch (error) {
    if (error instanceof JsonTextError) return `: ${error.message}`;
  }
  return '';
}

function contextOf(base64: string | undefined): string | undefined {
  if (base64 === undefined) return undefined;
  const text = Buffer.from(base64, 'base64').toString('utf8');
  try {
    JSON.parse(text);
  } catch {
    throw lambdaError(
      'InvalidRequestContentException',
      'Client context must be a valid Base64-encoded JSON object.',
    );
  }
  return text;
}

/**
 * The answer in kind: who gives an event that is known to be JSON gets what the runtime has written in the
 * same way, others get bytes. The SDK's output type asks for its own kind of byte array.
 */
function answered(text: string, given: GivenBytes): NonNullable<InvocationResponse['Payload']> {
  const answer = given instanceof KnownJson ? KnownJson.ofText(text) : Buffer.from(text, 'utf8');
  return answer as unknown as NonNullable<InvocationResponse['Payload']>;
}
