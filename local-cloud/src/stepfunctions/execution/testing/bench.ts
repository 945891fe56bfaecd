import { CloudClock } from '../../../core/cloud-clock.ts';
import type { Json, JsonObject } from '../../../core/json.ts';
import { SeededRandom } from '../../../core/random.ts';
import { createEngine } from '../../engine.ts';
import { withMocks } from '../../integrations/mocked.ts';
import { parseDefinition } from '../../language/parse.ts';
import type { CallRequest, Journal, TaskObserver, TaskRequest, TextStore } from '../../ports.ts';
import type { HistoryEvent } from '../history.ts';
import type { Run } from '../run.ts';
import type { Engine, MachineType, StartSpec } from '../types.ts';

/** What a task does; by default it answers with its parameters. It may give a function that cancels it. */
export type TaskScript = (request: TaskRequest, observer: TaskObserver) => unknown;

export interface BenchOptions {
  readonly task?: TaskScript;
  readonly call?: (request: CallRequest) => Promise<Json>;
  readonly seed?: string;
  readonly autoSkip?: boolean;
  readonly journal?: Journal;
  readonly texts?: TextStore;
  readonly hasRoom?: () => boolean;
}

/** An engine for tests: a frozen clock that skips by itself, tasks that do as they are told. */
export class TestBench {
  readonly clock: CloudClock;
  readonly random: SeededRandom;
  readonly engine: Engine;
  /** Every task that was started and is not mocked, in order. */
  readonly requests: TaskRequest[] = [];
  /** The states whose tasks were cancelled, and why. */
  readonly cancelled: string[] = [];
  /** Every call of a Map's reader or writer, in order. */
  readonly calls: CallRequest[] = [];
  #count = 0;

  constructor(options: BenchOptions = {}) {
    const start = Date.UTC(2026, 0, 1);
    this.clock = new CloudClock({ frozen: true, start, autoSkip: options.autoSkip ?? true });
    this.random = new SeededRandom(options.seed ?? 'test');
    const task = options.task ?? echo;
    this.engine = createEngine({
      clock: this.clock,
      random: this.random,
      journal: options.journal ?? { event() {}, status() {} },
      texts: options.texts,
      hasRoom: options.hasRoom,
      tasks: withMocks({
        start: (request, observer) => {
          this.requests.push(request);
          const cancel = task(request, observer);
          return {
            cancel: (reason) => {
              this.cancelled.push(`${request.stateName}: ${reason}`);
              if (typeof cancel === 'function') cancel();
            },
          };
        },
        call: (request) => {
          this.calls.push(request);
          return options.call?.(request) ?? Promise.resolve({});
        },
      }),
    });
  }

  spec(definition: JsonObject, input: Json = {}, type: MachineType = 'STANDARD'): StartSpec {
    const prefix = 'arn:aws:states:us-east-1:123456789012';
    const name = `run-${++this.#count}`;
    return {
      arn: `${prefix}:execution:machine:${name}`,
      name,
      stateMachineArn: `${prefix}:stateMachine:machine`,
      stateMachineName: 'machine',
      machine: this.engine.compile(parseDefinition(JSON.stringify(definition), { type })),
      type,
      input: JSON.stringify(input),
      roleArn: 'arn:aws:iam::123456789012:role/machine',
    };
  }

  start(definition: JsonObject, input: Json = {}, type: MachineType = 'STANDARD'): Run {
    return this.engine.start(this.spec(definition, input, type)) as Run;
  }

  /** Starts a machine and waits for its end. */
  run(definition: JsonObject, input: Json = {}, type: MachineType = 'STANDARD'): Promise<Run> {
    return this.end(this.start(definition, input, type));
  }

  end(run: Run): Promise<Run> {
    return new Promise((resolve) => {
      run.onEnd(() => resolve(run));
    });
  }
}

export function echo(request: TaskRequest, observer: TaskObserver): void {
  observer.started();
  observer.succeeded(request.parameters);
}

/** A machine of one state; what it leads to by name succeeds at once. */
export function only(state: JsonObject, language: 'JSONPath' | 'JSONata' = 'JSONPath'): JsonObject {
  const open = !['Succeed', 'Fail', 'Choice'].includes(String(state.Type)) && !('Next' in state);
  const targets = [...JSON.stringify(state).matchAll(/"(?:Next|Default)":"(\w+)"/g)];
  const others = targets.map(([, name]) => [name!, { Type: 'Succeed' }] as const);
  const States: JsonObject = { S: open ? { ...state, End: true } : state };
  return {
    QueryLanguage: language,
    StartAt: 'S',
    States: { ...States, ...Object.fromEntries(others) },
  };
}

export function types(run: { readonly history: readonly HistoryEvent[] }): string[] {
  return run.history.map(({ type }) => type!);
}

export function output(run: Run): Json {
  return JSON.parse(run.output ?? 'null') as Json;
}
