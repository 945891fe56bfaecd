import type { ExecutionReport } from '../client/executions.ts';
import { UserError } from '../core/errors.ts';
import { type Command, JSON_OPTION } from './command.ts';
import { ENDPOINT_OPTION, runningEndpoint } from './endpoint.ts';
import { allExecutions } from './executions.ts';
import { table } from './table.ts';

export const historyCommand: Command = {
  name: 'history',
  usage: '<execution>',
  help: 'Print the history of an execution, by its name or ARN',
  positionals: [1, 1],
  options: { json: JSON_OPTION, endpoint: ENDPOINT_OPTION },
  async run(invocation) {
    const { positionals, flags, terminal } = invocation;
    const execution = findExecution(
      await allExecutions(await runningEndpoint(invocation)),
      positionals[0]!,
    );
    terminal.out(flags.json ? JSON.stringify(execution, null, 2) : describe(execution));
    return 0;
  },
};

/** The newest execution of that name, or the one of that ARN. */
export function findExecution(
  executions: readonly ExecutionReport[],
  wanted: string,
): ExecutionReport {
  const found = executions.findLast(({ arn, name }) => arn === wanted || name === wanted);
  if (found !== undefined) return found;
  throw new UserError(`There is no execution "${wanted}"`, {
    fix: '`local-cloud executions` lists them.',
  });
}

function describe({ arn, status, started, events }: ExecutionReport): string {
  const rows = events.map(({ id, time, type, state, details }) => [
    String(id),
    `+${((time - started) / 1000).toFixed(3)} s`,
    type,
    state ?? summary(details),
  ]);
  return `${arn}\n${status}\n\n${table(['Id', 'Time', 'Event', 'State or detail'], rows)}`;
}

/** The details worth a line: what was called, and what went wrong. */
function summary(details: Readonly<Record<string, unknown>>): string {
  return ['resourceType', 'resource', 'error', 'cause']
    .map((key) => details[key])
    .filter((value) => typeof value === 'string')
    .join(' ')
    .replaceAll('\n', ' ')
    .slice(0, 100);
}
