import { AssertionError } from 'node:assert';
import type {
  DescribeExecutionCommandOutput,
  DescribeStateMachineCommandOutput,
  StartExecutionCommandOutput,
  StartSyncExecutionCommandOutput,
} from '@aws-sdk/client-sfn';
import type { ActionUse } from '../authorization/used-actions.ts';
import type { BootedCloud } from '../boot.ts';
import { workflowCoverage } from '../cli/coverage.ts';
import { type AwsCaller, awsCaller } from '../client/aws-caller.ts';
import { type Grant, readGrants } from '../client/grants.ts';
import { clientEnvironment, clientOptions } from '../client/options.ts';
import type { Fault } from '../console/fault.ts';
import { UserError } from '../core/errors.ts';
import { nameOf } from '../coverage/points.ts';
import type { Workflow } from '../scenarios/load.ts';
import { localPace, type Pace } from '../scenarios/pace.ts';
import { deployedAt, runScenario, type ScenarioResult } from '../scenarios/run-scenario.ts';
import { MAILBOX_PATH, type Mail } from '../services/sns/mail.ts';
import { type Clock, clockOf } from './clock.ts';
import { type Execution, jsonOf, parsed, readExecution } from './execution.ts';

interface Closable {
  destroy(): void;
}

/** What scenarios have covered of a workflow. */
export interface Coverage {
  readonly percent: number;
  /** What no execution came by, or whose histories cannot tell: states, rules, retriers, catchers. */
  readonly gaps: readonly string[];
}

/** A cloud that runs in this process, with one stack in it. Made by `startCloud`. */
export class Cloud implements AsyncDisposable {
  /** `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  /** The stack's outputs. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What AWS clients of child processes need, as environment variables. */
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** The page that shows the mails. */
  readonly mailboxUrl: string;
  readonly #booted: BootedCloud;
  readonly #aws: AwsCaller;
  readonly #pace: Pace;
  readonly #clients: Closable[] = [];
  #closed: Promise<void> | undefined;

  /** @internal */
  constructor(booted: BootedCloud) {
    this.#booted = booted;
    this.endpoint = booted.endpoint;
    this.outputs = Object.fromEntries(
      [...booted.stack.outputs].map(([name, { value }]) => [name, value]),
    );
    this.env = clientEnvironment(booted.endpoint, booted.cloud.region);
    this.mailboxUrl = `${booted.endpoint}${MAILBOX_PATH}`;
    this.#aws = awsCaller(booted.endpoint, booted.cloud.region);
    this.#pace = localPace(booted.endpoint);
    this.clock = clockOf(booted.cloud.clock, this.#pace);
  }

  /** The output of the stack with that name. */
  output(name: string): string {
    return one('output', name, this.outputs);
  }

  /** What `Ref` gives for the resource with that logical id: of a state machine its ARN. */
  resource(logicalId: string): string {
    const ids = this.#booted.stack.resources.map((made) => [made.logicalId, made.physicalId]);
    return one('resource', logicalId, Object.fromEntries(ids));
  }

  /**
   * A client of the SDK for JavaScript that talks to this cloud, of your own version of it:
   * `cloud.client(SFNClient)`. Closed with the cloud.
   */
  client<Class extends new (...config: never) => Closable>(
    Client: Class,
    options?: ConstructorParameters<Class>[0],
  ): InstanceType<Class> {
    const config = {
      ...clientOptions(this.endpoint, this.#booted.cloud.region),
      ...(options as object | undefined),
    };
    const client = new Client(...([config] as never));
    this.#clients.push(client);
    return client as InstanceType<Class>;
  }

  /** Calls an operation without a client of your own: `cloud.call('DynamoDB', 'Scan', { ... })`. */
  call<Output = unknown>(service: string, operation: string, input: object = {}): Promise<Output> {
    return this.#aws.call<Output>(service, operation, input);
  }

  /**
   * Starts an execution, and lets time pass until it has ended.
   *
   * @param stateMachine its ARN, or its logical id in the template; where there are mocks, `#<test case>` may follow
   */
  async run(stateMachine: string, input: unknown = {}, name?: string): Promise<Execution> {
    const { type } = await this.#describe(stateMachine);
    if (type === 'STANDARD') return this.ended(await this.start(stateMachine, input, name));
    const answer = await this.clock.during(
      this.call<StartSyncExecutionCommandOutput>('SFN', 'StartSyncExecution', {
        stateMachineArn: this.#arnOf(stateMachine),
        input: jsonOf(input),
        name,
      }),
    );
    const { executionArn, status, error, cause, output } = answer;
    await this.clock.settle();
    return {
      ...(await readExecution(this.#aws, executionArn!)),
      status: status!,
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
      ...parsed('output', output),
    };
  }

  /** Starts an execution; gives its ARN. The state machine as for `run`. */
  async start(stateMachine: string, input: unknown = {}, name?: string): Promise<string> {
    const { executionArn } = await this.call<StartExecutionCommandOutput>('SFN', 'StartExecution', {
      stateMachineArn: this.#arnOf(stateMachine),
      input: jsonOf(input),
      name,
    });
    return executionArn!;
  }

  /** An execution once it has come as far as it can without time passing. */
  async execution(arn: string): Promise<Execution> {
    await this.clock.settle();
    return readExecution(this.#aws, arn);
  }

  /**
   * Lets time pass until an execution has ended.
   *
   * @throws UserError when it waits for something that no time brings, such as a task token
   */
  async ended(arn: string): Promise<Execution> {
    for (let moved = true; ; moved = await this.clock.next()) {
      await this.clock.settle();
      if (!(await this.#isRunning(arn))) return readExecution(this.#aws, arn);
      if (!moved) throw waitsForever(await readExecution(this.#aws, arn));
    }
  }

  /**
   * Runs a scenario of `loadWorkflows`.
   *
   * @throws AssertionError that lists what was not as the scenario expects
   */
  async runScenario(workflow: Workflow, name: string): Promise<ScenarioResult> {
    const scenario = one('scenario', name, workflow.scenarios);
    const place = { aws: this.#aws, stackName: this.#booted.stack.name };
    const deployed = await deployedAt(place, workflow.stateMachine);
    const target = { aws: this.#aws, pace: this.#pace, ...deployed };
    const result = await runScenario(target, workflow, name, scenario);
    if (result.problems.length === 0) return result;
    const title = `The scenario ${name} of ${workflow.name} did not go as expected`;
    throw new AssertionError({ message: [title, ...result.problems].join('\n  ') });
  }

  /** What the executions so far have covered of a workflow of `loadWorkflows`. */
  async coverage(workflow: Workflow): Promise<Coverage> {
    const { percent, points } = await workflowCoverage(this.endpoint, workflow);
    const gaps = points.filter(({ status }) => status !== 'covered');
    return { percent, gaps: gaps.map((point) => `${nameOf(point)}: ${point.status}`) };
  }

  /** Makes Task states fail or wait, in place of the faults that were set before. */
  setFaults(...faults: readonly Fault[]): Promise<void> {
    return this.#pace.setFaults(faults);
  }

  clearFaults(): Promise<void> {
    return this.#pace.setFaults([]);
  }

  /** The mails that were sent (SNS, by its email subscriptions), the oldest first. */
  async mails(): Promise<readonly Mail[]> {
    return this.#booted.mails();
  }

  /** What each role has used so far of what it is allowed, by its ARN. */
  usedGrants(): Readonly<Record<string, readonly ActionUse[]>> {
    return this.#booted.cloud.usedActions.toJSON();
  }

  /** What the policies of the roles grant and deny, action by action, and how often each was used. */
  grants(): Promise<readonly Grant[]> {
    return readGrants(this.#aws, this.usedGrants());
  }

  /** Stops it, if it is not stopped yet. Everything in it is gone. */
  close(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    this.#closed ??= this.#booted.close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #arnOf(stateMachine: string): string {
    const [name = ''] = stateMachine.split('#', 1);
    const arn = name.startsWith('arn:') ? name : this.resource(name);
    return arn + stateMachine.slice(name.length);
  }

  #describe(stateMachine: string): Promise<DescribeStateMachineCommandOutput> {
    const [stateMachineArn] = this.#arnOf(stateMachine).split('#', 1);
    return this.call('SFN', 'DescribeStateMachine', { stateMachineArn });
  }

  async #isRunning(executionArn: string): Promise<boolean> {
    if (executionArn.split(':')[5] === 'express') {
      return (await readExecution(this.#aws, executionArn)).status === 'RUNNING';
    }
    const input = { executionArn };
    const { status } = await this.call<DescribeExecutionCommandOutput>(
      'SFN',
      'DescribeExecution',
      input,
    );
    return status === 'RUNNING';
  }
}

function one<T>(kind: string, name: string, all: Readonly<Record<string, T>>): T {
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (found !== undefined) return found;
  const names = Object.keys(all).join(', ');
  throw new UserError(`There is no ${kind} "${name}"; there are: ${names || 'none'}`);
}

function waitsForever({ arn, path, events }: Execution): UserError {
  const why =
    events.length === 0
      ? 'It is an Express execution, and its state machine does not log: what became of it nobody can tell.'
      : `It stands at "${path.at(-1)}", and nothing is due that would move it on.`;
  return new UserError(`${arn} does not end`, {
    why,
    fix: 'Give it what it waits for, such as SendTaskSuccess with its token, before you wait for its end.',
  });
}
