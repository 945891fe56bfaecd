import { readFileSync } from 'node:fs';
import { didYouMean } from '../core/closest.ts';
import { UserError } from '../core/errors.ts';
import { helpText, parseInvocation, type Terminal } from './command.ts';
import { COMMAND_NAMES, commandSummaries, loadCommand } from './commands.ts';
import { definitions } from './table.ts';
import { processTerminal } from './terminal.ts';

export { endOnSignals, leave } from './process-end.ts';

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
    terminal.out(await overview(terminal.columns));
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    terminal.out(version());
    return 0;
  }
  const command = await loadCommand(name);
  if (command === undefined) {
    throw new UserError(`local-cloud has no command "${name}"`, {
      fix: `${didYouMean(name, COMMAND_NAMES)}Take one of: ${COMMAND_NAMES.join(', ')}`,
      exitCode: 2,
    });
  }
  const { help, ...invocation } = parseInvocation(command, rest);
  if (help) {
    terminal.out(helpText(command, terminal.columns));
    return 0;
  }
  return command.run({ ...invocation, terminal });
}

/** Of the package: its manifest is as far above the sources as above what is compiled. */
function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

async function overview(width: number | undefined): Promise<string> {
  return `local-cloud - run AWS Step Functions workflows on your machine

${definitions(await commandSummaries(), width)}

local-cloud <command> --help tells more about each, local-cloud --version which one it is.`;
}

function describe(error: unknown): string {
  if (process.env.LOCAL_CLOUD_DEBUG) return String((error as Error)?.stack ?? error);
  if (error instanceof UserError) return error.shown;
  if (isRefusal(error)) return `Error: ${error.name}: ${error.message}`;
  return `Error: ${(error as Error)?.message ?? error}\nThis is unexpected. LOCAL_CLOUD_DEBUG=1 shows where it comes from.`;
}

/** What a service of AWS answers by the SDK: the caller's mistake, and not ours. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && '$fault' in error && error.$fault === 'client';
}
