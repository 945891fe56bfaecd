import type { Timer } from '../../clock.ts';
import type { JsonObject } from '../../json.ts';
import type { Ports } from '../ports.ts';
import type { TaskAttempt } from './attempt.ts';
import { isoTime } from './context.ts';
import type { Eventually } from './eventually.ts';
import { type Failure, failureOf } from './failure.ts';
import type { HistoryEvent } from './history.ts';
import { EXPRESS_SECONDS, HISTORY_EVENTS, STANDARD_SECONDS } from './limits.ts';
import type { CompiledBranch, StateNode, Step } from './node.ts';
import { type Payload, parsePayload } from './payload.ts';
import type { Runnable, Scheduler } from './scheduler.ts';
import { Strand } from './strand.ts';
import type { TokenRegistry } from './tokens.ts';
import type { CompiledMachine, Execution, MapRun, StartSpec } from './types.ts';
import { NO_VARIABLES } from './variables.ts';

/** What all executions of an engine share. */
export interface Shop {
  readonly ports: Ports;
  readonly scheduler: Scheduler;
  readonly tokens: TokenRegistry;
  /** Starts a child execution of a Distributed Map. */
  startChild(spec: StartSpec): Run;
}

export interface Machine extends CompiledMachine {
  readonly branch: CompiledBranch;
}

/** Details of an event: exactly one of the `...EventDetails` members. */
type Details = Omit<HistoryEvent, 'id' | 'previousEventId' | 'timestamp' | 'type'>;
type EventType = NonNullable<HistoryEvent['type']>;

/** Nothing the engine keeps is ever cut. One object, shared by all events. */
export const NOT_TRUNCATED = Object.freeze({ truncated: false });

/** Thrown to leave whatever is going on: the execution has ended under it. */
const ENDED = Symbol('the execution has ended');

const TERMINAL = new Set<EventType>([
  'ExecutionSucceeded',
  'ExecutionFailed',
  'ExecutionAborted',
  'ExecutionTimedOut',
]);

/** One execution: its history, its strands, its end. */
export class Run implements Execution, Runnable {
  readonly spec: StartSpec;
  readonly shop: Shop;
  readonly ports: Ports;
  readonly machine: Machine;
  readonly history: HistoryEvent[] = [];
  readonly mapRuns: MapRun[] = [];
  readonly payload: Payload;
  readonly startDate: number;
  readonly region: string;
  status: Execution['status'] = 'RUNNING';
  stopDate?: number;
  output?: string;
  /** The output with its value. */
  result?: Payload;
  error?: string;
  cause?: string;
  redriveCount = 0;
  redriveDate?: number;
  /** What the variables of all its strands take. */
  variableBytes = 0;
  root: Strand;
  #ready: Strand[] = [];
  #head = 0;
  #outbox: TaskAttempt[] = [];
  #queued = false;
  #working = false;
  #deadline: Timer | undefined;
  #deadlineAt: number;
  #context: JsonObject | undefined;
  #onEnd: ((execution: Execution) => void)[] = [];

  constructor(shop: Shop, spec: StartSpec, startDate = shop.ports.clock.now()) {
    this.shop = shop;
    this.ports = shop.ports;
    this.spec = spec;
    this.machine = spec.machine as Machine;
    this.startDate = startDate;
    this.region = spec.arn.split(':', 4)[3] ?? '';
    this.payload = parsePayload(spec.input);
    this.root = new Strand(this, this.payload, 0, spec.variables ?? NO_VARIABLES);
    this.#deadlineAt = startDate + this.#timeoutSeconds * 1000;
  }

  get arn(): string {
    return this.spec.arn;
  }
  get name(): string {
    return this.spec.name;
  }
  get stateMachineArn(): string {
    return this.spec.stateMachineArn;
  }
  get input(): string {
    return this.spec.input;
  }
  get ended(): boolean {
    return this.status !== 'RUNNING';
  }

  onEnd(callback: (execution: Execution) => void): void {
    if (this.ended) callback(this);
    else this.#onEnd.push(callback);
  }

  /** Writes ExecutionStarted and puts the first state in line. */
  start(): void {
    this.record('ExecutionStarted', 0, {
      executionStartedEventDetails: {
        input: this.payload.text,
        inputDetails: NOT_TRUNCATED,
        roleArn: this.spec.roleArn,
        ...(this.spec.stateMachineAliasArn && {
          stateMachineAliasArn: this.spec.stateMachineAliasArn,
        }),
        ...(this.spec.stateMachineVersionArn && {
          stateMachineVersionArn: this.spec.stateMachineVersionArn,
        }),
      },
    });
    this.ports.journal.status(this);
    this.root.proceed(this.machine.branch.start.enter);
  }

  /** `Execution` and `StateMachine` of the context object. */
  context(): JsonObject {
    this.#context ??= {
      Execution: {
        Id: this.arn,
        Input: this.payload.value,
        StartTime: isoTime(this.startDate),
        Name: this.name,
        RoleArn: this.spec.roleArn,
        ...(this.spec.sync === true ? {} : { RedriveCount: this.redriveCount }),
        ...(this.redriveDate === undefined ? {} : { RedriveTime: isoTime(this.redriveDate) }),
      },
      StateMachine: { Id: this.stateMachineArn, Name: this.spec.stateMachineName },
    };
    return this.#context;
  }

  record(type: EventType, previousEventId: number, details?: Details): number {
    const id = this.history.length + 1;
    const timestamp = this.ports.clock.now();
    return this.#append({ timestamp, type, id, previousEventId, ...details });
  }

  recordEntered(node: StateNode, previousEventId: number, input: Payload): number {
    return this.#append({
      timestamp: this.ports.clock.now(),
      type: node.enteredType as EventType,
      id: this.history.length + 1,
      previousEventId,
      stateEnteredEventDetails: {
        name: node.name,
        input: input.text,
        inputDetails: NOT_TRUNCATED,
      },
    });
  }

  recordExited(
    node: StateNode,
    previousEventId: number,
    output: Payload,
    assigned?: Record<string, string>,
  ): number {
    const details = { name: node.name, output: output.text, outputDetails: NOT_TRUNCATED };
    return this.#append({
      timestamp: this.ports.clock.now(),
      type: node.exitedType as EventType,
      id: this.history.length + 1,
      previousEventId,
      stateExitedEventDetails:
        assigned === undefined
          ? details
          : { ...details, assignedVariables: assigned, assignedVariablesDetails: NOT_TRUNCATED },
    });
  }

  #append(event: HistoryEvent): number {
    if (event.id! >= HISTORY_EVENTS && !TERMINAL.has(event.type!)) this.#overflow();
    this.history.push(event);
    this.ports.journal.event(this, event);
    return event.id!;
  }

  /** The 25,000th event of a Standard execution is its failure (recorded). */
  #overflow(): void {
    if (this.spec.type === 'EXPRESS') return;
    const cause = `The execution reached the maximum number of history events (${HISTORY_EVENTS}).`;
    this.fail({ error: 'States.Runtime', cause, fatal: true }, HISTORY_EVENTS - 1);
    throw ENDED;
  }

  /** Puts a strand in line for its turn. */
  ready(strand: Strand): void {
    this.#ready.push(strand);
    this.#enqueue();
  }

  /** Starts the task once every strand that can go on has done so. */
  post(attempt: TaskAttempt): void {
    this.#outbox.push(attempt);
    this.#enqueue();
  }

  #enqueue(): void {
    if (this.#queued || this.#working) return;
    this.#queued = true;
    this.shop.scheduler.enqueue(this);
  }

  get runnable(): boolean {
    this.#queued = !this.ended && (this.#ready.length > 0 || this.#outbox.length > 0);
    return this.#queued;
  }

  work(budget: number): number {
    this.#working = true;
    let left = budget;
    while (left > 0 && !this.ended) {
      const strand = this.#shift();
      if (strand !== undefined) left = this.#advance(strand, left);
      else if (this.#outbox.length > 0) this.#dispatch();
      else break;
    }
    this.#working = false;
    if (!this.ended) this.#watchDeadline();
    return left;
  }

  #shift(): Strand | undefined {
    const strand = this.#ready[this.#head++];
    if (strand === undefined) {
      if (this.#ready.length > 0) this.#ready = [];
      this.#head = 0;
    } else if (this.#head === this.#ready.length) {
      this.#ready.length = 0;
      this.#head = 0;
    }
    return strand;
  }

  #advance(strand: Strand, budget: number): number {
    let left = budget;
    let step = strand.step;
    strand.step = undefined;
    while (step !== undefined && strand.alive && !this.ended) {
      if (left <= 0) {
        strand.step = step;
        this.#ready.splice(this.#head, 0, strand);
        return 0;
      }
      left -= 1;
      const next: Eventually<Step | undefined> = this.#take(strand, step);
      if (next instanceof Promise) {
        this.#await(strand, next);
        return left;
      }
      step = next;
    }
    return left;
  }

  #take(strand: Strand, step: Step): Eventually<Step | undefined> {
    try {
      return step(strand);
    } catch (thrown) {
      return this.#thrown(strand, thrown);
    }
  }

  #await(strand: Strand, promise: Promise<Step | undefined>): void {
    const { scheduler } = this.shop;
    scheduler.busy();
    const settle = (step: Step | undefined): void => {
      if (step !== undefined) strand.proceed(step);
      scheduler.idle();
    };
    promise.then(settle, (thrown: unknown) => settle(() => this.#thrown(strand, thrown)));
  }

  /** A state has thrown: the event it may ask for, then the failure takes its course. */
  #thrown(strand: Strand, thrown: unknown): Eventually<Step | undefined> {
    if (thrown === ENDED || this.ended) return undefined;
    try {
      const failure = failureOf(thrown, strand.node!.name, strand.enteredId);
      if (failure.error === 'States.QueryEvaluationError') {
        this.#evaluationFailed(strand, failure, thrown);
      }
      return strand.fail(failure);
    } catch (again) {
      if (again === ENDED) return undefined;
      return this.fail(failureOf(again, strand.node!.name, strand.enteredId), strand.last);
    }
  }

  #evaluationFailed(strand: Strand, failure: Failure, thrown: unknown): void {
    const { location, late } = thrown as { location?: string; late?: boolean };
    const first = strand.last === strand.enteredId && late !== true;
    strand.last = this.record('EvaluationFailed', first ? strand.before : strand.last, {
      evaluationFailedEventDetails: {
        error: failure.error,
        cause: failure.cause,
        ...(location === undefined ? {} : { location }),
        state: strand.node!.name,
      },
    });
  }

  #dispatch(): void {
    const attempts = this.#outbox;
    this.#outbox = [];
    for (const attempt of attempts) attempt.start();
  }

  /** For what reports from outside a turn: the 25,000th event may end the execution under it. */
  guard(report: () => void): void {
    if (this.ended) return;
    try {
      report();
    } catch (thrown) {
      if (thrown !== ENDED) throw thrown;
    }
  }

  releaseVariables(bytes: number): void {
    this.variableBytes -= bytes;
  }

  succeed(output: Payload, last: number): void {
    this.output = output.text;
    this.result = output;
    this.record('ExecutionSucceeded', last, {
      executionSucceededEventDetails: { output: output.text, outputDetails: NOT_TRUNCATED },
    });
    this.#finish('SUCCEEDED');
  }

  fail(failure: Failure, last: number): undefined {
    const { error, cause } = failure;
    this.#failed(error, cause);
    this.record('ExecutionFailed', last, {
      executionFailedEventDetails: {
        ...(error !== undefined && { error }),
        ...(cause !== undefined && { cause }),
      },
    });
    this.#finish('FAILED');
  }

  abort(reason: { error?: string; cause?: string }): void {
    if (this.ended) return;
    this.#failed(reason.error, reason.cause);
    this.record('ExecutionAborted', 0, {
      executionAbortedEventDetails: {
        ...(reason.error !== undefined && { error: reason.error }),
        ...(reason.cause !== undefined && { cause: reason.cause }),
      },
    });
    this.#finish('ABORTED');
  }

  timeOut(): void {
    if (this.ended) return;
    this.record('ExecutionTimedOut', 0, { executionTimedOutEventDetails: {} });
    this.#finish('TIMED_OUT');
  }

  #failed(error: string | undefined, cause: string | undefined): void {
    if (error !== undefined) this.error = error;
    if (cause !== undefined) this.cause = cause;
  }

  #finish(status: Execution['status']): void {
    this.status = status;
    this.stopDate = this.ports.clock.now();
    this.#deadline?.cancel();
    this.#deadline = undefined;
    this.#ready = [];
    this.#head = 0;
    this.#outbox = [];
    this.root.cancel(status === 'TIMED_OUT' ? 'timeout' : 'aborted');
    this.ports.journal.status(this);
    const callbacks = this.#onEnd;
    this.#onEnd = [];
    for (const callback of callbacks) callback(this);
  }

  get #timeoutSeconds(): number {
    const own = this.machine.definition.TimeoutSeconds;
    const longest = this.spec.type === 'EXPRESS' ? EXPRESS_SECONDS : STANDARD_SECONDS;
    return Math.min(own ?? longest, longest);
  }

  /** While it runs, time is looked at after every turn; once it waits, a timer does. */
  #watchDeadline(): void {
    const now = this.ports.clock.now();
    if (now >= this.#deadlineAt) this.timeOut();
    if (this.ended || this.#deadline !== undefined || this.#ready.length > 0) return;
    const background = this.#timeoutSeconds === STANDARD_SECONDS;
    this.#deadline = this.ports.clock.after(this.#deadlineAt - now, () => this.timeOut(), {
      background,
    });
  }
}
