import { AwsError } from '../../core/errors.ts';
import { jsonProblem } from '../language/json-text.ts';

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
