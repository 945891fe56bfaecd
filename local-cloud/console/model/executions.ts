import type {
  DescribeStateMachineCommandOutput,
  ExecutionListItem,
  ListExecutionsCommandOutput,
} from '@aws-sdk/client-sfn';
import type { AwsCaller } from '../../src/client/aws-caller.ts';
import {
  describeMachine,
  listStateMachines,
  pages,
  readExecutions,
} from '../../src/client/executions.ts';
import type { ExecutionChange } from '../../src/stepfunctions/api/journal.ts';

/** An execution as a list shows it. */
export interface Listed {
  readonly arn: string;
  readonly name: string;
  /** The name of its state machine. */
  readonly machine: string;
  readonly status: string;
  /** Milliseconds since 1970, cloud time. */
  readonly started: number;
  readonly ended: number | undefined;
}

export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
}

export async function readMachines(aws: AwsCaller): Promise<Machine[]> {
  const machines = await listStateMachines(aws);
  return machines.map(({ stateMachineArn, name, type }) => ({
    arn: stateMachineArn!,
    name: name!,
    type: type!,
  }));
}

/** All that there are of these machines. AWS lists no Express ones: those are in their logs. */
export async function readAll(aws: AwsCaller, machines: readonly Machine[]): Promise<Listed[]> {
  return (await Promise.all(machines.map((one) => readOf(aws, one)))).flat();
}

async function readOf(aws: AwsCaller, { arn, name, type }: Machine): Promise<Listed[]> {
  if (type === 'EXPRESS') {
    const logged = await readExecutions(aws, await describeMachine(aws, arn));
    return logged.map((one) => ({ ...one, machine: name, ended: one.ended }));
  }
  const input = { stateMachineArn: arn, maxResults: 1000 };
  const listed = await pages<ListExecutionsCommandOutput>(aws, 'SFN', 'ListExecutions', input);
  return listed.flatMap(({ executions }) => executions ?? []).map((one) => listedOf(one, name));
}

/** An execution as ListExecutions gives it. */
export function listedOf(one: ExecutionListItem, machine: string): Listed {
  const { executionArn, name, status, startDate, stopDate } = one;
  return {
    ...{ arn: executionArn!, name: name!, machine, status: status! },
    started: startDate!.getTime(),
    ended: stopDate?.getTime(),
  };
}

/** Which executions to show: empty members leave all in. */
export interface Filter {
  readonly machine: string;
  readonly status: string;
  readonly text: string;
  /** When they started, in UTC, as a field for times has it: `2030-01-07T09:30`. */
  readonly since: string;
  readonly until: string;
}

/** The newest first; of those with the same start, by their names. */
export function filtered(all: Iterable<Listed>, filter: Filter): Listed[] {
  const { machine, status, text } = filter;
  const wanted = text.toLowerCase();
  const [since, until] = [filter.since, filter.until].map((time) => Date.parse(`${time}Z`));
  return [...all]
    .filter(({ started }) => !(started < since!) && !(started > until!))
    .filter((one) => machine === '' || one.machine === machine)
    .filter((one) => status === '' || one.status === status)
    .filter((one) => `${one.name} ${one.machine}`.toLowerCase().includes(wanted))
    .sort((a, b) => b.started - a.started || (a.name < b.name ? -1 : 1));
}

/** An execution as the cloud tells of its changes. */
export function changedOf(change: ExecutionChange): Listed {
  const { arn, name, stateMachine, status, started, ended } = change;
  return { arn, name, machine: stateMachine, status, started, ended };
}

/** The ARN of the state machine that an execution is of, or that whose Distributed Map it is a child of. */
export function machineArnOf(executionArn: string): string {
  const [arn, partition, service, region, account, , machine] = executionArn.split(':');
  return [arn, partition, service, region, account, 'stateMachine', machine?.split('/')[0]].join(
    ':',
  );
}

/** The state machine that an execution is of. */
export function machineOf(executionArn: string): Machine {
  const arn = machineArnOf(executionArn);
  return { arn, name: arn.split(':')[6]!, type: isExpress(executionArn) ? 'EXPRESS' : 'STANDARD' };
}

export function isExpress(executionArn: string): boolean {
  return executionArn.split(':')[5] === 'express';
}

/** A machine's definition as it was written, and where it logs. */
export type Described = Pick<
  DescribeStateMachineCommandOutput,
  'definition' | 'loggingConfiguration'
>;
