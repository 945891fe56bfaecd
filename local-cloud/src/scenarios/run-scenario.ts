import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DescribeStacksCommandOutput } from '@aws-sdk/client-cloudformation';
import type { AwsCaller } from '../client/aws-caller.ts';
import {
  describeMachine,
  type ExecutionReport,
  listExecutions,
  type Machine,
  readExecutions,
  type Selection,
} from '../client/executions.ts';
import { UserError } from '../core/errors.ts';
import { listPrice } from './cost.ts';
import { prepare } from './given.ts';
import { Inbox } from './inbox.ts';
import { judge } from './judge.ts';
import type { Workflow } from './load.ts';
import { make } from './make.ts';
import type { Pace } from './pace.ts';
import { executionsOf, type Scenario } from './schema.ts';
import { takeStep } from './steps.ts';
import { dayOf, type Outputs, substitute } from './substitute.ts';
import { verify } from './verify.ts';

/** Where workflows are deployed. */
export interface Place {
  readonly aws: AwsCaller;
  /** Default: the one stack that has the outputs the scenario file names. */
  readonly stackName?: string | undefined;
}

/** A workflow where it is deployed. */
export interface Target extends Pick<Place, 'aws'> {
  readonly pace: Pace;
  /** Those of its stack. */
  readonly outputs: Outputs;
  readonly machine: Machine;
}

/** Finds the workflow whose state machine has its ARN in that output of its stack. */
export async function deployedAt(
  place: Place,
  output: string,
): Promise<Pick<Target, 'outputs' | 'machine'>> {
  const outputs = await stackOutputs(place, output);
  return { outputs, machine: await describeMachine(place.aws, outputs.get(output)!) };
}

export interface ScenarioResult {
  readonly workflow: string;
  readonly scenario: string;
  /** What was not as expected; empty when the scenario passed. */
  readonly problems: readonly string[];
  readonly path: readonly string[];
  /** How the executions ended, each way once, with the error's name where they failed. */
  readonly end: string;
  readonly virtualMs: number;
  readonly realMs: number;
  readonly transitions: number;
  /** US dollars at list prices. */
  readonly cost: number;
}

/** Runs one scenario through AWS's own APIs and says what was not as its file expects. */
export async function runScenario(
  target: Target,
  workflow: Workflow,
  name: string,
  scenario: Scenario,
): Promise<ScenarioResult> {
  const realStart = performance.now();
  const outputs = new Map(target.outputs);
  const since = await target.pace.now();
  outputs.set('today', dayOf(since));
  outputs.set('scenario', name);
  const problems: string[] = [];
  await target.pace.setFaults(scenario.faults);
  try {
    const payload = (file: string) => readPayload(join(workflow.directory, file));
    const calls = {
      ...target,
      outputs,
      payload,
      make: (name: string) => make(workflow.directory, name),
    };
    for (const given of [...workflow.given, ...scenario.given]) {
      problems.push(...(await prepare(calls, given)));
    }
    const begun = await target.pace.now();
    // What is given, or another scenario, started in this very millisecond.
    const earlier = await listExecutions(target.aws, target.machine, { since: begun });
    const own = { since: begun, except: new Set(earlier.map(({ arn }) => arn)) };
    const lastMail = await target.pace.lastMail();
    const inbox = new Inbox(target.pace, lastMail);
    for (const [index, step] of scenario.steps.entries()) {
      const context = { ...calls, inbox };
      problems.push(...(await takeStep(context, step, `step ${index + 1}`)));
    }
    const executions = await untilEnded(target, own, scenario);
    problems.push(...judge({ expect: substitute(scenario.expect, outputs) }, executions));
    for (const check of scenario.verify) {
      problems.push(...(await verify({ ...calls, since: lastMail }, check)));
    }
    return {
      ...measured(executions),
      workflow: workflow.name,
      scenario: name,
      problems,
      realMs: performance.now() - realStart,
    };
  } finally {
    await target.pace.setFaults([]);
  }
}

/** The executions the scenario made, once all of them have ended. */
async function untilEnded(
  { aws, pace, machine }: Target,
  own: Selection,
  scenario: Scenario,
): Promise<ExecutionReport[]> {
  for (let moved = true; ; ) {
    const due = await pace.settle();
    const made = await listExecutions(aws, machine, own);
    const ended = made.every((execution) => execution.status !== 'RUNNING');
    // Time passes by itself, too: nothing left to move means to look once more, then to give up.
    if (!moved || (ended && made.length >= executionsOf(scenario))) {
      return readExecutions(aws, machine, own);
    }
    moved = await pace.step(due);
  }
}

function measured(executions: readonly ExecutionReport[]) {
  const last = executions.at(-1);
  const sum = (of: (execution: ExecutionReport) => number) =>
    executions.reduce((total, execution) => total + of(execution), 0);
  const ends = executions.map(({ status, error }) => (error ? `${status} ${error}` : status));
  return {
    path: last?.path ?? [],
    end: [...new Set(ends)].join(', ') || 'no execution',
    virtualMs: sum((execution) => (execution.ended ?? execution.started) - execution.started),
    transitions: sum((execution) => execution.transitions),
    cost: sum(listPrice),
  };
}

/** The outputs of the stack that holds the workflow: the one with that output. */
export async function stackOutputs({ aws, stackName }: Place, output: string): Promise<Outputs> {
  const { Stacks = [] } = await aws.call<DescribeStacksCommandOutput>(
    'CloudFormation',
    'DescribeStacks',
    stackName === undefined ? {} : { StackName: stackName },
  );
  const found = Stacks.map(
    ({ Outputs = [] }) => new Map(Outputs.map((item) => [item.OutputKey!, item.OutputValue!])),
  ).filter((outputs) => outputs.has(output));
  if (found.length === 1) return found[0]!;
  throw new UserError(
    `${found.length === 0 ? 'No' : 'More than one'} stack has the output "${output}"`,
    {
      why: `Stacks there: ${Stacks.map((stack) => stack.StackName).join(', ') || 'none'}`,
      fix: found.length === 0 ? 'Deploy the workflow first.' : 'Say which with --stack NAME.',
    },
  );
}

function readPayload(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`The payload ${file} cannot be read`, {
      why: (error as Error).message,
      cause: error,
    });
  }
}
