import type { Command } from './command.ts';

/**
 * The commands, in the order in which the help lists them. One that is typed is loaded alone: most need
 * little, and whoever types it waits for what is loaded.
 */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  up: async () => (await import('./up.ts')).upCommand,
  demo: async () => (await import('./demo.ts')).demoCommand,
  run: async () => (await import('./run.ts')).runCommand,
  list: async () => (await import('./list.ts')).listCommand,
  coverage: async () => (await import('./coverage.ts')).coverageCommand,
  start: async () => (await import('./start.ts')).startCommand,
  drop: async () => (await import('./drop.ts')).dropCommand,
  executions: async () => (await import('./executions.ts')).executionsCommand,
  history: async () => (await import('./history.ts')).historyCommand,
  logs: async () => (await import('./logs.ts')).logsCommand,
  fork: async () => (await import('./fork.ts')).forkCommand,
  mail: async () => (await import('./mail.ts')).mailCommand,
  clock: async () => (await import('./clock.ts')).clockCommand,
};

export const COMMAND_NAMES = Object.keys(COMMANDS);

/** The command of that name; undefined where there is none. */
export async function loadCommand(name: string): Promise<Command | undefined> {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name]!() : undefined;
}

/** What follows `local-cloud`, and what it does, in a line each: for the help and the docs. */
export async function commandSummaries(): Promise<[string, string][]> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  return commands.map(({ name, usage, help }) => [`${name} ${usage}`.trim(), help.split('\n')[0]!]);
}
