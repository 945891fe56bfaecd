import { UserError } from '../core/errors.ts';
import { clockCommand } from './clock.ts';
import { type Command, helpText, parseInvocation, type Terminal } from './command.ts';
import { coverageCommand } from './coverage.ts';
import { demoCommand } from './demo.ts';
import { executionsCommand } from './executions.ts';
import { forkCommand } from './fork.ts';
import { historyCommand } from './history.ts';
import { listCommand } from './list.ts';
import { mailCommand } from './mail.ts';
import { runCommand } from './run.ts';
import { upCommand } from './up.ts';

const COMMANDS: readonly Command[] = [
  upCommand,
  demoCommand,
  coverageCommand,
  runCommand,
  listCommand,
  executionsCommand,
  historyCommand,
  mailCommand,
  forkCommand,
  clockCommand,
];

const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  progress: (text) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`);
  },
};

/**
 * `local-cloud <command> ...`. Gives the exit code: 0, 1 for an error or a failed scenario, 2 for wrong
 * usage. A stack trace is printed only when LOCAL_CLOUD_DEBUG is set.
 */
export async function main(
  words: readonly string[],
  terminal: Terminal = processTerminal,
): Promise<number> {
  try {
    return await dispatch(words, terminal);
  } catch (error) {
    terminal.progress('');
    terminal.err(describe(error));
    return error instanceof UserError ? error.exitCode : 1;
  }
}

async function dispatch(words: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.out(overview());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    throw new UserError(`local-cloud has no command "${name}"`, {
      fix: `Take one of: ${COMMANDS.map((candidate) => candidate.name).join(', ')}`,
      exitCode: 2,
    });
  }
  const { help, ...invocation } = parseInvocation(command, rest);
  if (help) {
    terminal.out(helpText(command));
    return 0;
  }
  return command.run({ ...invocation, terminal });
}

function overview(): string {
  const lines = COMMANDS.map(({ name, usage, help }) => {
    const [first] = help.split('\n');
    return `  ${`${name} ${usage}`.trim().padEnd(28)}${first}`;
  });
  return `local-cloud - run AWS Step Functions workflows on your machine\n\n${lines.join('\n')}\n\nlocal-cloud <command> --help tells more about each.`;
}

function describe(error: unknown): string {
  if (process.env.LOCAL_CLOUD_DEBUG) return String((error as Error)?.stack ?? error);
  if (error instanceof UserError) {
    return [
      `Error: ${error.message}`,
      indent(error.why),
      error.fix && `How to fix it: ${error.fix}`,
    ]
      .filter(Boolean)
      .join('\n');
  }
  return `Error: ${(error as Error)?.message ?? error}\nThis is unexpected. LOCAL_CLOUD_DEBUG=1 shows where it comes from.`;
}

function indent(text: string | undefined): string | undefined {
  return text?.replace(/^/gm, '  ');
}
