import { setTimeout as realSleep } from 'node:timers/promises';
import type {
  DescribeExecutionCommandOutput,
  StartExecutionCommandOutput,
  StartSyncExecutionCommandOutput,
} from '@aws-sdk/client-sfn';
import type { AwsCaller } from '../client/aws-caller.ts';
import { namedStateMachines, pickNamed } from '../client/named.ts';
import { formatDuration } from '../core/duration.ts';
import { type Command, JSON_OPTION, type Terminal } from './command.ts';
import { callerAt, ENDPOINT_OPTION, runningEndpoint } from './endpoint.ts';
import { readPayload } from './payload.ts';
import { readable } from './readable.ts';
import { definitions } from './table.ts';

/** How often a Standard execution is looked at, in milliseconds of real time. */
const POLL_MS = 300;

export const startCommand: Command = {
  name: 'start',
  usage: '<workflow | state machine> <file | - | json>',
  help: `Start an execution in the running cloud
The payload is a file, - for standard input, or JSON itself. The state machine
goes by the name of its workflow, its own name, its ARN, or its logical id in
the template; #<test case> may follow, where the project has mocks. --wait
prints how the execution ends, and skips no time; exit code 1 if it does not
succeed.`,
  positionals: [2, 2],
  options: {
    name: { type: 'string', value: 'NAME', help: "the execution's name (default: a random one)" },
    wait: { type: 'boolean', help: 'wait for its end, and print it' },
    json: JSON_OPTION,
    endpoint: ENDPOINT_OPTION,
  },
  async run(invocation) {
    const { positionals, flags, terminal } = invocation;
    const input = await readPayload(positionals[1]!);
    const aws = await callerAt(await runningEndpoint(invocation));
    const all = await namedStateMachines(aws);
    const [called, ...testCase] = positionals[0]!.split('#');
    const { stateMachineArn: arn, type } = pickNamed('state machine', called!, all);
    const name = typeof flags.name === 'string' ? flags.name : undefined;
    const request = { stateMachineArn: [arn, ...testCase].join('#'), input, name };
    if (!flags.wait) {
      const answer = await start(aws, request);
      const { executionArn } = answer;
      terminal.out(flags.json ? JSON.stringify({ executionArn }) : `Started ${executionArn}`);
      return 0;
    }
    const end =
      type === 'EXPRESS'
        ? await startSync(aws, request)
        : await startAndWait(aws, request, terminal);
    terminal.out(flags.json ? JSON.stringify(end, null, 2) : describe(end, terminal.columns));
    return end.status === 'SUCCEEDED' ? 0 : 1;
  },
};

interface End {
  readonly executionArn: string;
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
  readonly output?: string;
  readonly milliseconds: number;
}

function start(aws: AwsCaller, request: object): Promise<StartExecutionCommandOutput> {
  return aws.call('SFN', 'StartExecution', request);
}

async function startAndWait(aws: AwsCaller, request: object, terminal: Terminal): Promise<End> {
  const { executionArn } = await start(aws, request);
  for (;;) {
    const now = await aws.call<DescribeExecutionCommandOutput>('SFN', 'DescribeExecution', {
      executionArn,
    });
    if (now.status !== 'RUNNING') {
      terminal.progress('');
      return endOf(now);
    }
    terminal.progress('It is running. `npx local-cloud clock next` skips what it waits for.');
    await realSleep(POLL_MS);
  }
}

/** The API keeps no Express executions: how one ends only the call that started it tells. */
async function startSync(aws: AwsCaller, request: object): Promise<End> {
  return endOf(
    await aws.call<StartSyncExecutionCommandOutput>('SFN', 'StartSyncExecution', request),
  );
}

type Ended = DescribeExecutionCommandOutput | StartSyncExecutionCommandOutput;

function endOf({ executionArn, status, error, cause, output, startDate, stopDate }: Ended): End {
  return {
    executionArn: executionArn!,
    status: status!,
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    ...(output !== undefined && { output }),
    milliseconds: stopDate!.getTime() - startDate!.getTime(),
  };
}

function describe(
  { executionArn, status, error, cause, output, milliseconds }: End,
  width: number | undefined,
): string {
  const facts: [string, string][] = [['End', `${status} in ${formatDuration(milliseconds)}`]];
  if (error !== undefined) facts.push(['Error', error]);
  if (cause !== undefined) facts.push(['Cause', readable(cause)]);
  if (output !== undefined) facts.push(['Output', readable(output)]);
  return `${executionArn}\n${definitions(facts, width)}`;
}
