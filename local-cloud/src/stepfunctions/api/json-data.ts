import { AwsError } from '../../core/errors.ts';
import { DefinitionError } from '../language/diagnostics.ts';
import { parseJsonText } from '../language/json-text.ts';
import { refuse } from './constraints.ts';

/** Payloads may take 256 KiB of UTF-8. */
const MAX_BYTES = 262_144;

/** Throws InvalidExecutionInput (recorded) for what is no JSON text. */
export function checkExecutionInput(input: string): void {
  checkSize(input, 'input');
  const problem = input.trim() === '' ? 'Invalid execution input.' : jsonProblem(input);
  if (problem === undefined) return;
  throw new AwsError(
    'InvalidExecutionInput',
    `Invalid State Machine Execution Input: '${problem}'`,
  );
}

/** Throws InvalidOutput for what is no JSON text. */
export function checkTaskOutput(output: string): void {
  checkSize(output, 'output');
  const problem = output.trim() === '' ? 'Invalid output.' : jsonProblem(output);
  if (problem === undefined) return;
  throw new AwsError('InvalidOutput', `Invalid Output: '${problem}'`);
}

/** AWS does not repeat payloads in its answers. */
function checkSize(text: string, member: string): void {
  if (Buffer.byteLength(text) <= MAX_BYTES) return;
  refuse([
    `Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${MAX_BYTES}`,
  ]);
}

/** The parser's complaint, without its copy of the source. */
function jsonProblem(text: string): string | undefined {
  try {
    parseJsonText(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return error.diagnostics[0]!.message.split('\n at [')[0]!;
  }
}

/** Definitions may have 1 MiB of characters, and are not repeated either. */
export function checkDefinitionSize(definition: string | undefined): void {
  if (definition === undefined) return;
  const max = 1_048_576;
  if (definition.length >= 1 && definition.length <= max) return;
  const bound =
    definition.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${max}`;
  refuse([`Value at 'definition' failed to satisfy constraint: Member must have length ${bound}`]);
}
