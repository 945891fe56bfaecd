import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { noteText } from '../../core/json-write.ts';
import { type Payload, parsePayload } from '../execution/payload.ts';
import { jsonProblem } from '../language/json-text.ts';
import { parseJson } from '../parse-json.ts';

/** Reads what an execution is started with. Throws InvalidExecutionInput (recorded) for what is no JSON text. */
export function readExecutionInput(input: string): Payload {
  const value = parsed(input);
  // Of a text that its value is written as again there is nothing to complain of: most are of that kind.
  if (value !== undefined && JSON.stringify(value) === input) noteText(value, input);
  else checkExecutionInput(input);
  return parsePayload(input, value);
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Throws InvalidExecutionInput (recorded) for what is no JSON text. */
export function checkExecutionInput(input: string): void {
  const problem = input.trim() === '' ? 'Invalid execution input.' : jsonProblem(input);
  if (problem === undefined) return;
  throw new AwsError(
    'InvalidExecutionInput',
    `Invalid State Machine Execution Input: '${problem}'`,
  );
}

/** Throws InvalidOutput for what is no JSON text. */
export function checkTaskOutput(output: string): void {
  const problem = output.trim() === '' ? 'Invalid output.' : jsonProblem(output);
  if (problem === undefined) return;
  throw new AwsError('InvalidOutput', `Invalid Output: '${problem}'`);
}
