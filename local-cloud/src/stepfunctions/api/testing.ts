import { CloudClock } from '../../core/cloud-clock.ts';
import { AwsError, notSupported } from '../../core/errors.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Keep } from '../../core/keep.ts';
import type { Measurement } from '../../core/metrics.ts';
import { SeededRandom } from '../../core/random.ts';
import {
  type CallContext,
  type Cloud,
  checkRequest,
  type Permission,
  type Principal,
} from '../../core/service.ts';
import type { TextStore } from '../ports.ts';
import { createStepFunctions, type StepFunctions } from '../service.ts';
import { readMockConfiguration } from './mock-configuration.ts';
import { Mocks } from './mocks.ts';

export const ROLE = 'arn:aws:iam::123456789012:role/machine';
export const LOG_GROUP = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/states/m:*';

/** One Pass state that gives `result`. */
export function passing(result: Json = { done: true }): string {
  return definition({ Done: { Type: 'Pass', Result: result, End: true } });
}

/** One Wait state of so many seconds. */
export function waiting(seconds: number): string {
  return definition({ Hold: { Type: 'Wait', Seconds: seconds, End: true } });
}

export function definition(states: JsonObject, more: JsonObject = {}): string {
  return JSON.stringify({ StartAt: Object.keys(states)[0]!, States: states, ...more });
}

type Answer = (input: never, principal: Principal) => unknown;

/** Step Functions in a cloud of tests: the answers of other services are given by the test. */
export class TestApi implements Cloud {
  readonly clock = new CloudClock({ frozen: true, start: Date.parse('2026-01-02T03:04:05.678Z') });
  readonly random = new SeededRandom('api');
  readonly accountId = '123456789012';
  readonly region = 'us-east-1';
  readonly endpoint = 'http://127.0.0.1:4566';
  readonly service: StepFunctions;
  readonly answers: Record<string, Answer> = {};
  readonly calls: { operation: string; input: JsonObject; principal: Principal }[] = [];
  readonly authorized: string[] = [];
  readonly metrics: Measurement[] = [];
  readonly problems: unknown[] = [];
  /** Actions that roles do not have. */
  readonly denied = new Set<string>();

  constructor(keep?: Keep, texts?: TextStore, mostRunning?: number, mocks?: Mocks) {
    this.service = createStepFunctions(this, undefined, { keep, texts, mostRunning, mocks });
  }

  /** With these mocks, and the test cases of what is started without one. */
  static mocked(file: JsonObject, defaults: Readonly<Record<string, string>> = {}): TestApi {
    const configuration = readMockConfiguration(JSON.stringify(file), 'mocks.json');
    const mocks = new Mocks(configuration, new Map(Object.entries(defaults)));
    return new TestApi(undefined, undefined, undefined, mocks);
  }

  /** The same Step Functions in another cloud, which goes on as this one was saved. */
  async moved(): Promise<TestApi> {
    await this.clock.idle();
    const other = new TestApi();
    other.clock.load(this.clock.save());
    Object.assign(other.answers, this.answers);
    other.service.state!.load(JSON.parse(JSON.stringify(this.service.state!.save())));
    other.random.load(this.random.save());
    other.service.state!.resume?.();
    await other.clock.idle();
    return other;
  }

  async call<Output>(
    principal: Principal,
    sdkId: string,
    operation: string,
    input: object,
  ): Promise<Output> {
    if (sdkId === 'SFN') return this.send(operation, input, principal) as Promise<Output>;
    const name = `${sdkId}.${operation}`;
    this.calls.push({ operation: name, input: input as JsonObject, principal });
    const answer = this.answers[name];
    if (answer === undefined) throw notSupported(sdkId, `the operation ${operation}`);
    return answer(input as never, principal) as Output;
  }

  authorize(principal: Principal, sdkId: string, permissions: readonly Permission[]): void {
    for (const { action, resource } of permissions) {
      if (this.denied.has(action)) {
        throw new AwsError('AccessDeniedException', `${principal.roleArn} may not ${action}`);
      }
      this.authorized.push(`${sdkId} ${action} ${resource}`);
    }
  }

  recordMetric(measurement: Measurement): void {
    this.metrics.push(measurement);
  }

  background(_label: string, work: () => Promise<void>): void {
    const hold = this.clock.hold();
    work()
      .catch((error: unknown) => this.problems.push(error))
      .finally(() => hold.release());
  }

  /** Calls an operation of Step Functions as the account's root. */
  async send<Output = JsonObject>(
    operation: string,
    input: object = {},
    principal: Principal = { kind: 'root', arn: 'arn:aws:iam::123456789012:root' },
    signal?: AbortSignal,
  ): Promise<Output> {
    const hold = this.clock.hold();
    const context: CallContext = {
      principal,
      requestId: 'r',
      waiting: async (promise) => {
        for (const held of [hold, principal.invocation]) held?.suspend();
        return promise.finally(() => {
          for (const held of [hold, principal.invocation]) held?.resume();
        });
      },
      ...(signal && { signal }),
    };
    try {
      checkRequest(this.service, operation, input);
      return (await this.service.operations[operation]!.handle(input as never, context)) as Output;
    } finally {
      hold.release();
    }
  }

  /** What the caller must be allowed to do, as `action resource`. */
  permissions(operation: string, input: object): string[] {
    const context = {} as CallContext;
    return this.service.operations[operation]!.permissions(input as never, context).map(
      ({ action, resource }) => `${action} ${resource}`,
    );
  }

  /** The exception an operation ends with: its code, message and status. */
  async refusal(operation: string, input: object): Promise<{ code: string; message: string }> {
    try {
      const output = await this.send(operation, input);
      throw new Error(`${operation} succeeded: ${JSON.stringify(output)}`);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return { code: error.code, message: error.message };
    }
  }

  /** Makes a state machine; gives its ARN. */
  async create(name: string, definitionText = passing(), more: object = {}): Promise<string> {
    const { stateMachineArn } = await this.send<{ stateMachineArn: string }>('CreateStateMachine', {
      name,
      definition: definitionText,
      roleArn: ROLE,
      ...more,
    });
    return stateMachineArn;
  }

  /** Starts an execution and lets it go as far as it can without time passing. */
  async start(stateMachineArn: string, more: object = {}): Promise<string> {
    const started = { stateMachineArn, ...more };
    const { executionArn } = await this.send<{ executionArn: string }>('StartExecution', started);
    await this.clock.idle();
    return executionArn;
  }
}
