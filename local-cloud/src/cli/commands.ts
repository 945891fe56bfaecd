import { clockCommand } from './clock.ts';
import type { Command } from './command.ts';
import { coverageCommand } from './coverage.ts';
import { demoCommand } from './demo.ts';
import { dropCommand } from './drop.ts';
import { executionsCommand } from './executions.ts';
import { forkCommand } from './fork.ts';
import { historyCommand } from './history.ts';
import { listCommand } from './list.ts';
import { logsCommand } from './logs.ts';
import { mailCommand } from './mail.ts';
import { runCommand } from './run.ts';
import { startCommand } from './start.ts';
import { upCommand } from './up.ts';

/** The commands, in the order in which the help lists them. */
export const COMMANDS: readonly Command[] = [
  upCommand,
  demoCommand,
  runCommand,
  listCommand,
  coverageCommand,
  startCommand,
  dropCommand,
  executionsCommand,
  historyCommand,
  logsCommand,
  forkCommand,
  mailCommand,
  clockCommand,
];

/** What follows `local-cloud`, and what it does, in a line each: for the help and the docs. */
export function commandSummaries(): [string, string][] {
  return COMMANDS.map(({ name, usage, help }) => [`${name} ${usage}`.trim(), help.split('\n')[0]!]);
}
