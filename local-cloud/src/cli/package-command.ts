import { UserError } from '../core/errors.ts';
import type { Terminal } from './command.ts';
import { runProgram } from './run-program.ts';

/** Runs the package command; what it printed is shown only when it fails. */
export async function runPackageCommand(
  root: string,
  command: readonly string[],
  terminal: Terminal,
): Promise<void> {
  const [program = '', ...words] = command;
  terminal.err(`Packaging: ${command.join(' ')} ...`);
  const { code, printed } = await runProgram(program, words, root, (seconds, line) =>
    terminal.progress(`${seconds} s  ${line}`),
  ).catch((cause: Error) => {
    throw notStarted(program, cause);
  });
  terminal.progress('');
  if (code !== 0) {
    throw new UserError(`\`${command.join(' ')}\` failed`, { why: printed.trim() });
  }
}

function notStarted(program: string, cause: Error): UserError {
  return new UserError(`\`${program}\` could not be started`, {
    why: cause.message,
    fix: 'Install it in the project (npm ci), or name another "command" of "package" in local-cloud.config.json.',
    cause,
  });
}
