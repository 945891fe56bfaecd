import type { TestCase } from '../execution/mocked-states.ts';
import type { Payload } from '../execution/payload.ts';
import type { Execution, StartSpec } from '../execution/types.ts';
import type { Context } from './context.ts';
import { stateMachineDeleting } from './errors.ts';
import { readExecutionInput } from './json-data.ts';
import type { Target } from './machine-store.ts';
import { checkName } from './names.ts';
import { traceExecution } from './tracing.ts';

/** What StartExecution and StartSyncExecution are given. */
export interface BeginInput {
  readonly name?: string | undefined;
  readonly input?: string | undefined;
  readonly traceHeader?: string | undefined;
}

/** What is to be executed. */
export interface Asked extends Target {
  readonly testCase: TestCase | undefined;
}

/** What an execution is started with. */
export interface Beginning extends BeginInput {
  readonly name: string;
  /** Its input, as `checkBegin` has read it. */
  readonly payload: Payload;
  /** The caller waits for its end. */
  readonly sync?: boolean;
}

/** The ARN of what is to be executed: where there are mocks, `#` and a test case may follow it. */
export function arnIn({ mocks }: Context, asked: string): string {
  return mocks === undefined ? asked : asked.split('#', 1)[0]!;
}

/**
 * What is to be executed. Throws InvalidArn, StateMachineDoesNotExist, and ValidationException for
 * a test case that there is not.
 */
export function findAsked(context: Context, asked: string): Asked {
  const arn = arnIn(context, asked);
  const target = context.machines.target(arn, () => context.cloud.random.float());
  const name = arn === asked ? undefined : asked.slice(arn.length + 1);
  return { ...target, testCase: context.mocks?.testCaseOf(target, name) };
}

/**
 * Checks what starts an execution, and reads its input. Throws StateMachineDeleting, InvalidName,
 * InvalidExecutionInput.
 */
export function checkBegin({ machine }: Target, given: BeginInput): Payload {
  if (machine.deleting) throw stateMachineDeleting(machine.arn);
  if (given.name !== undefined) checkName(given.name);
  return readExecutionInput(given.input ?? '{}');
}

/** Starts an execution of what was asked for. Executions of Standard machines are kept. */
export function begin(context: Context, asked: Asked, given: Beginning): Execution {
  const { machine, revision, version, alias, testCase } = asked;
  const spec: StartSpec = {
    arn: arnOf(context, asked, given.name),
    name: given.name,
    stateMachineArn: machine.arn,
    stateMachineName: machine.name,
    ...(version && { stateMachineVersionArn: version.arn }),
    ...(alias && { stateMachineAliasArn: alias.arn }),
    machine: revision.machine,
    type: machine.type,
    input: given.payload.text,
    roleArn: revision.roleArn,
    ...(given.traceHeader !== undefined && { traceHeader: given.traceHeader }),
    ...(given.sync && { sync: true }),
    ...(testCase && { testCase }),
  };
  traceExecution(context, revision);
  context.running.begin(spec, revision);
  const execution = context.engine.start(spec, given.payload);
  if (machine.type === 'STANDARD') context.executions.add({ execution, revision });
  return execution;
}

function arnOf({ arns, cloud }: Context, { machine }: Target, name: string): string {
  if (machine.type === 'STANDARD') return arns.execution(machine.name, name);
  return arns.express(machine.name, name, cloud.random.uuid());
}
