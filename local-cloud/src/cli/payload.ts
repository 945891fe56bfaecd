import { existsSync } from 'node:fs';
import { UserError } from '../core/errors.ts';
import { readStandardInput, readUserFile } from './user-file.ts';

/**
 * The input of an execution as it is given on the command line: a file, `-` for standard input, or
 * JSON itself.
 *
 * @throws UserError when it is none of these
 */
export async function readPayload(given: string): Promise<string> {
  const source = given === '-' ? 'Standard input' : existsSync(given) ? given : undefined;
  const text =
    given === '-' ? await readStandardInput() : source === undefined ? given : readUserFile(given);
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw new UserError(
      source ? `${source} is not JSON` : `"${given}" is neither a file nor JSON`,
      {
        why: (error as Error).message,
        fix: source
          ? undefined
          : `Give a file, - for standard input, or JSON such as '{"tea":"green"}'.`,
        exitCode: source ? 1 : 2,
        cause: error,
      },
    );
  }
}
