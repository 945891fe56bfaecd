import { CloudClock } from '../../core/cloud-clock.ts';
import type { Json } from '../../core/json.ts';
import { SeededRandom } from '../../core/random.ts';
import type { Cloud } from '../../core/service.ts';
import { createAwsCalls } from '../api/aws-calls.ts';
import type { StatesError } from '../errors.ts';
import { resourceOf } from '../language/resource.ts';
import type { CallRequest, TaskFailure, TaskObserver, TaskRequest, Tasks } from '../ports.ts';
import type { ActivityTask } from './activity.ts';
import type { HttpRequest, HttpResponse } from './aws-calls.ts';
import { createTasks } from './tasks.ts';

/** Answers the calls of a test: by operation, for example `DynamoDB.PutItem`. */
export type Answers = Readonly<Record<string, (input: never) => unknown>>;

export interface SeenCall {
  readonly operation: string;
  readonly input: Record<string, unknown>;
  readonly roleArn: string;
}

/** Everything the integrations need, in memory, for tests. */
export class TestWorld {
  readonly clock = new CloudClock({ frozen: true, start: Date.parse('2026-01-02T03:04:05Z') });
  readonly random = new SeededRandom('integrations');
  readonly calls: SeenCall[] = [];
  readonly requests: HttpRequest[] = [];
  readonly activities = new Set<string>();
  readonly offered: ActivityTask[] = [];
  readonly ended = new Map<string, () => void>();
  readonly tasks: Tasks;
  readonly #answers: Answers;
  response: HttpResponse | Error = { status: 200, statusText: 'OK', headers: {}, body: '' };

  constructor(answers: Answers = {}) {
    this.#answers = answers;
    const cloud: Pick<Cloud, 'clock' | 'accountId' | 'call'> = {
      clock: this.clock,
      accountId: '123456789012',
      call: async <Output>(
        principal: { roleArn?: string },
        id: string,
        name: string,
        input: object,
      ) => {
        const operation = `${id}.${name}`;
        this.calls.push({
          operation,
          input: input as Record<string, unknown>,
          roleArn: principal.roleArn ?? '',
        });
        return this.#answers[operation]?.(input as never) as Output;
      },
    };
    this.tasks = createTasks({
      calls: createAwsCalls(cloud as Cloud),
      clock: this.clock,
      random: this.random,
      activities: {
        exists: (arn) => this.activities.has(arn),
        offer: (_arn, task) => void this.offered.push(task),
        withdraw: (_arn, task) => void this.offered.splice(this.offered.indexOf(task), 1),
      },
      http: {
        send: async (_caller, request) => {
          this.requests.push(request);
          if (this.response instanceof Error) throw this.response;
          return this.response;
        },
      },
      executionEnd: (arn) => new Promise((resolve) => this.ended.set(arn, resolve)),
    });
  }

  refusal(resource: string, parameters: Json): StatesError | undefined {
    return this.tasks.refuses?.(resourceOf(resource), parameters);
  }

  /** Starts a task and lets it go as far as it can without time passing. */
  async start(resource: string, parameters: Json, more: Partial<TaskRequest> = {}): Promise<Seen> {
    const seen = new Seen();
    seen.cancel = this.tasks.start(requestFor(resource, parameters, more), seen).cancel;
    await this.clock.idle();
    return seen;
  }
}

export function requestFor(
  resource: string,
  parameters: Json,
  more: Partial<TaskRequest> = {},
): TaskRequest {
  return {
    executionArn: 'arn:aws:states:us-east-1:123456789012:execution:orders:run-1',
    executionName: 'run-1',
    stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:orders',
    stateName: 'Work',
    enteredId: 2,
    retryCount: 0,
    resource: resourceOf(resource),
    parameters,
    roleArn: 'arn:aws:iam::123456789012:role/orders',
    queryLanguage: 'JSONPath',
    ...more,
  };
}

export function callOf(service: string, action: string, parameters: Json): CallRequest {
  return {
    ...requestFor(`arn:aws:states:::aws-sdk:${service}:${action}`, parameters),
    service,
    action,
  };
}

/** What an attempt told, in order. */
export class Seen implements TaskObserver {
  readonly told: string[] = [];
  readonly heartbeats: number[] = [];
  submission: Json | undefined;
  output: Json | undefined;
  failure: TaskFailure | undefined;
  worker: string | undefined;
  cancel: (reason: 'timeout' | 'aborted') => void = () => {};

  started(details?: { workerName?: string }): void {
    this.worker = details?.workerName;
    this.told.push('started');
  }

  submitted(output: Json): void {
    this.submission = output;
    this.told.push('submitted');
  }

  succeeded(output: Json): void {
    this.output = output;
    this.told.push('succeeded');
  }

  failed(failure: TaskFailure): void {
    this.failure = failure;
    this.told.push('failed');
  }

  heartbeat(): void {
    this.heartbeats.push(1);
  }
}
