import type { PipeTargetInvocationType } from '@aws-sdk/client-pipes';
import { AwsError } from '../../core/errors.ts';
import { isObject, type Json } from '../../core/json.ts';
import type { Call } from './targets.ts';

/**
 * Invokes a function, and gives what it answers: JSON; `null` where nobody waits for it.
 *
 * @throws AwsError where the function could not be invoked, or failed
 */
export async function invokeFunction(
  call: Call,
  FunctionName: string,
  text: string,
  type: PipeTargetInvocationType = 'REQUEST_RESPONSE',
): Promise<string> {
  const InvocationType = type === 'REQUEST_RESPONSE' ? 'RequestResponse' : 'Event';
  const { Payload, FunctionError } = await call<{ Payload?: Uint8Array; FunctionError?: string }>(
    'Lambda',
    'Invoke',
    { FunctionName, InvocationType, Payload: Buffer.from(text) },
  );
  const answer = Buffer.from(Payload ?? []).toString() || 'null';
  if (FunctionError === undefined) return answer;
  throw new AwsError('FunctionError', `The function failed: ${messageIn(answer)}`);
}

function messageIn(answer: string): string {
  const error = JSON.parse(answer) as Json;
  return isObject(error) ? `${error.errorType}: ${error.errorMessage}` : answer;
}
