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
  const name = commandName(command);
  terminal.err(`Packaging: ${name} ...`);
  const { code, printed } = await runProgram(program, words, root, (seconds, line) =>
    terminal.progress(`${seconds} s  ${line}`),
  ).catch((cause: Error) => {
    throw notStarted(program, cause);
  });
  terminal.progress('');
  if (code !== 0) {
    throw new UserError(`\`${name}\` failed`, {
      why: printed.trim(),
      ...(/"opt" source|\$\{opt:/.test(printed) && { fix: needsOption(command) }),
    });
  }
}

/** The framework's variables may stand for options of its command. */
function needsOption(command: readonly string[]): string {
  const whole = JSON.stringify([...command, '--stage', 'local']);
  return `Give it the options that the project takes, for example "package": { "command": ${whole} } in local-cloud.config.json.`;
}

/** The command without its options: a project's parameters would be a screen of them. */
export function commandName(command: readonly string[]): string {
  const first = command.findIndex((word, index) => index > 0 && word.startsWith('-'));
  return command.slice(0, first < 0 ? undefined : first).join(' ');
}

function notStarted(program: string, cause: Error): UserError {
  return new UserError(`\`${program}\` could not be started`, {
    why: cause.message,
    fix: `Install it in the project (\`npm ci\`, or \`npm install --save-dev ${program}\` where package.json does not name it), or name another "command" of "package" in local-cloud.config.json.`,
    cause,
  });
}
