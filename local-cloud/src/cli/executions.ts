import {
  describeMachine,
  type ExecutionReport,
  listStateMachines,
  readExecutions,
} from '../client/executions.ts';
import { formatDuration } from '../core/duration.ts';
import { type Command, JSON_OPTION } from './command.ts';
import { callerAt, ENDPOINT_OPTION, runningEndpoint } from './endpoint.ts';
import { table } from './table.ts';

export const executionsCommand: Command = {
  name: 'executions',
  usage: '',
  help: 'List the executions, oldest first',
  positionals: [0, 0],
  options: { json: JSON_OPTION, endpoint: ENDPOINT_OPTION },
  async run(invocation) {
    const { flags, terminal } = invocation;
    const executions = await allExecutions(await runningEndpoint(invocation));
    if (flags.json) {
      terminal.out(
        JSON.stringify(
          executions.map(({ events: _, ...rest }) => rest),
          null,
          2,
        ),
      );
    } else if (executions.length === 0) {
      terminal.out(
        'There are no executions yet. `local-cloud start <workflow> <payload>` starts one.',
      );
    } else {
      const headings = ['State machine', 'Execution', 'Status', 'Time'];
      terminal.out(table(headings, executions.map(row), terminal.columns));
    }
    return 0;
  },
};

function row({ stateMachine, name, status, error, started, ended }: ExecutionReport): string[] {
  const time = ended === undefined ? 'running' : formatDuration(ended - started);
  return [stateMachine, name, error === undefined ? status : `${status} ${error}`, time];
}

/** The executions of every state machine at an endpoint, oldest first. */
export async function allExecutions(endpoint: string): Promise<ExecutionReport[]> {
  const aws = await callerAt(endpoint);
  const all: ExecutionReport[] = [];
  for (const { stateMachineArn } of await listStateMachines(aws)) {
    all.push(...(await readExecutions(aws, await describeMachine(aws, stateMachineArn!))));
  }
  return all.sort((a, b) => a.started - b.started);
}
