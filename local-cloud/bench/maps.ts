import { join } from 'node:path';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import { clientOptions } from '../src/client/options.ts';
import { medians } from './median.ts';
import { tell, withServer } from './services/child.ts';

const ITEMS = 10_000;
const ROUNDS = 3;
const WARM_UP = 3;
const RUNS = 5;

/** CPU time of the cloud's process for one of them, in milliseconds: medians. */
export interface MapFigures {
  readonly inlineMs: number;
  readonly distributedMs: number;
}

/**
 * The same Map over 10,000 items twice: Inline in an Express execution, whose history may be that long,
 * and Distributed, with an Express execution for each item.
 */
export async function measureMaps(progress: (line: string) => void): Promise<MapFigures> {
  const rounds: MapFigures[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measure());
  const figures = medians(rounds);
  const times = (figures.distributedMs / figures.inlineMs).toFixed(1);
  progress(
    `Map of ${ITEMS.toLocaleString('en')} items: inline ${Math.round(figures.inlineMs)} ms of CPU, ` +
      `distributed ${Math.round(figures.distributedMs)} ms, ${times} times as much`,
  );
  return figures;
}

function measure(): Promise<MapFigures> {
  return withServer(['cloud', join(import.meta.dirname, '..')], async (child, endpoint) => {
    const client = new SFNClient(clientOptions(endpoint));
    const roleArn = await makeRole(endpoint);
    const make = async (name: string, type: 'EXPRESS' | 'STANDARD', processor: object) => {
      const definition = JSON.stringify(machine(processor));
      const made = await client.send(
        new CreateStateMachineCommand({ name, type, roleArn, definition }),
      );
      return made.stateMachineArn!;
    };
    const inline = await make('inline', 'EXPRESS', { Mode: 'INLINE' });
    const distributed = await make('distributed', 'STANDARD', {
      Mode: 'DISTRIBUTED',
      ExecutionType: 'EXPRESS',
    });
    const cpuOf = async (work: () => Promise<unknown>) => {
      const { cpuMs } = await tell(child, 'cpu');
      await work();
      return (await tell(child, 'cpu')).cpuMs - cpuMs;
    };
    const runInline = () => runSync(client, inline);
    const runDistributed = () => run(client, distributed);
    // Before, so that nothing is compiled while it is measured.
    await times(WARM_UP, runInline);
    await times(WARM_UP, runDistributed);
    return {
      inlineMs: (await cpuOf(() => times(RUNS, runInline))) / RUNS,
      distributedMs: (await cpuOf(() => times(RUNS, runDistributed))) / RUNS,
    };
  });
}

async function times(count: number, work: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < count; time++) await work();
}

const INPUT = JSON.stringify({ items: Array.from({ length: ITEMS }, (_, index) => index) });

function machine(ProcessorConfig: object): object {
  const Pass = { Type: 'Pass', Output: '{% $states.input + 1 %}', End: true };
  const ItemProcessor = { ProcessorConfig, StartAt: 'Pass', States: { Pass } };
  const Each = { Type: 'Map', Items: '{% $states.input.items %}', ItemProcessor, End: true };
  return { QueryLanguage: 'JSONata', StartAt: 'Each', States: { Each } };
}

async function makeRole(endpoint: string): Promise<string> {
  const iam = new IAMClient(clientOptions(endpoint));
  const RoleName = 'bench';
  const document = (statement: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  const trust = { Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }),
  );
  const grant = { Action: 'states:StartExecution', Resource: '*' };
  await iam.send(
    new PutRolePolicyCommand({ RoleName, PolicyName: 'map', PolicyDocument: document(grant) }),
  );
  return Role!.Arn!;
}

async function runSync(client: SFNClient, stateMachineArn: string): Promise<void> {
  const start = new StartSyncExecutionCommand({ stateMachineArn, input: INPUT });
  const { status, cause } = await client.send(start);
  if (status !== 'SUCCEEDED') throw new Error(`The inline Map has ${status}: ${cause}`);
}

async function run(client: SFNClient, stateMachineArn: string): Promise<void> {
  const start = new StartExecutionCommand({ stateMachineArn, input: INPUT });
  const { executionArn } = await client.send(start);
  // What an inline Map gives with its answer is asked for once, at the end.
  const describe = (includedData: 'ALL_DATA' | 'METADATA_ONLY') =>
    client.send(new DescribeExecutionCommand({ executionArn, includedData }));
  while ((await describe('METADATA_ONLY')).status === 'RUNNING') {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { status, cause } = await describe('ALL_DATA');
  if (status !== 'SUCCEEDED') throw new Error(`The distributed Map has ${status}: ${cause}`);
}
