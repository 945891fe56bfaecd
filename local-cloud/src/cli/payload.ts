import { existsSync, readFileSync } from 'node:fs';
import { UserError } from '../core/errors.ts';

/**
 * The input of an execution as it is given on the command line: a file, `-` for standard input, or
 * JSON itself.
 *
 * @throws UserError when it is none of these
 */
export function readPayload(given: string): string {
  const [source, text] =
    given === '-'
      ? ['Standard input', readFileSync(process.stdin.fd, 'utf8')]
      : existsSync(given)
        ? [given, readFileSync(given, 'utf8')]
        : [undefined, given];
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
