import type { PipeTargetInvocationType } from '@aws-sdk/client-pipes';
import { AwsError } from '../../core/errors.ts';
import { isObject, type Json } from '../../core/json.ts';
import { explain } from './explain.ts';
import type { Call } from './targets.ts';

interface Invoked {
  readonly Payload?: Uint8Array;
  readonly FunctionError?: string;
}

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
  const input = { FunctionName, InvocationType, Payload: Buffer.from(text) };
  const { Payload, FunctionError } = await call<Invoked>('Lambda', 'Invoke', input).catch(explain);
  const answer = Buffer.from(Payload ?? []).toString() || 'null';
  if (FunctionError === undefined) return answer;
  throw new AwsError('FunctionError', `The function failed: ${messageIn(answer)}`);
}

function messageIn(answer: string): string {
  const error = JSON.parse(answer) as Json;
  return isObject(error) ? `${error.errorType}: ${error.errorMessage}` : answer;
}
