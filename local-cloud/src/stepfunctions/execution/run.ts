import type { Timer } from '../../core/clock.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Ports } from '../ports.ts';
import type { ExpressionThread } from '../query/jsonata/apart/expression-thread.ts';
import type { Archive } from './archive.ts';
import { executionContext } from './context.ts';
import { type BegunAndEnded, endsOf, startedDetails } from './ends.ts';
import { errorAndCause, type Failure } from './failure.ts';
import type { Held } from './held.ts';
import type { HistoryEvent } from './history.ts';
import { EXPRESS_EVENTS, EXPRESS_SECONDS, HISTORY_EVENTS, STANDARD_SECONDS } from './limits.ts';
import { MockedStates } from './mocked-states.ts';
import type { CompiledBranch, Step } from './node.ts';
import { OfSpec } from './of-spec.ts';
import { type Payload, parsePayload, putBy } from './payload.ts';
import { type Recorded, Recorder } from './recorder.ts';
import type { KeptMapRun, SavedMapRun } from './saved-map-run.ts';
import type { Scheduler } from './scheduler.ts';
import { Strand } from './strand.ts';
import type { TokenRegistry } from './tokens.ts';
import { toldByHistory } from './told-output.ts';
import { type TakingTurns, Turns } from './turns.ts';
import type { CompiledMachine, Execution, StartSpec } from './types.ts';
import { NO_VARIABLES } from './variables.ts';

/** What all executions of an engine share. */
export interface Shared {
  readonly ports: Ports;
  readonly scheduler: Scheduler;
  /** Where JSONata goes on that takes long. */
  readonly expressions: ExpressionThread;
  readonly tokens: TokenRegistry;
  /** Where long texts of histories are put away. Undefined: they stay in memory. */
  readonly archive: Archive | undefined;
  /** Starts a child execution of a Distributed Map, whose input was read already, at such a time. */
  startChild(spec: StartSpec, input: Payload, now: number): Run;
  redriveChild(child: Run): void;
}

export interface Machine extends CompiledMachine {
  readonly branch: CompiledBranch;
  /** Distributed Maps, by the names of their states. */
  readonly maps: ReadonlyMap<string, KeepsMapRuns>;
}

/** A state that can take over the Map Runs it had. */
export interface KeepsMapRuns {
  load(run: Run, saved: SavedMapRun): KeptMapRun;
}

/** The 25,000th event of a Standard execution is its failure (recorded). */
const FULL: Failure = {
  error: 'States.Runtime',
  cause: `The execution reached the maximum number of history events (${HISTORY_EVENTS}).`,
  fatal: true,
};

/** Nobody asks for the memory that a history takes: it would grow until the process ends. */
const OUT_OF_MEMORY: Failure = {
  error: 'States.Runtime',
  cause:
    'The process of the local cloud has used up its memory, and has none for longer histories: delete some of what ' +
    'it holds, or start it anew with NODE_OPTIONS=--max-old-space-size=MEGABYTES.',
  fatal: true,
};

/** How an Express execution ends that is at it for more events than there is time for on AWS. */
const ENDLESS: Failure = {
  error: 'States.Timeout',
  cause: `The execution wrote ${EXPRESS_EVENTS} events and did not end: on AWS its five minutes are over.`,
};

/** One execution: its history, its strands, its end. */
export class Run extends OfSpec implements Execution, Recorded, TakingTurns, BegunAndEnded {
  readonly shared: Shared;
  readonly spec: StartSpec;
  readonly ports: Ports;
  readonly recorder: Recorder;
  readonly turns: Turns;
  readonly machine: Machine;
  readonly mapRuns: KeptMapRun[] = [];
  /** Undefined: every task calls the service it names. */
  readonly mocked: MockedStates | undefined;
  readonly payload: Payload;
  startDate: number;
  status: Execution['status'] = 'RUNNING';
  stopDate: number | undefined;
  result?: Payload;
  error: string | undefined;
  cause: string | undefined;
  redriveCount = 0;
  redriveDate?: number;
  /** What the variables of all its strands take. */
  variableBytes = 0;
  root: Strand;
  /** What it waited for when it was saved, until it is resumed. */
  held: Held | undefined;
  #deadline: Timer | undefined;
  #deadlineAt = 0;
  #context: JsonObject | undefined;
  #onEnd: ((execution: Execution) => void)[] | undefined;

  /**
   * @param payload the input, where it was read already
   * @param now cloud time, where it was looked at already
   */
  constructor(
    shared: Shared,
    spec: StartSpec,
    payload = parsePayload(spec.input),
    now = shared.ports.clock.now(),
  ) {
    super();
    this.shared = shared;
    this.spec = spec;
    this.ports = shared.ports;
    this.recorder = new Recorder(this, payload, this.ports, shared.archive, now);
    this.turns = new Turns(this, this.recorder, shared.scheduler);
    this.machine = spec.machine as Machine;
    this.mocked = spec.testCase && new MockedStates(spec.testCase);
    this.startDate = this.recorder.now;
    this.payload = payload;
    this.root = new Strand(this, this.payload, 0, spec.variables ?? NO_VARIABLES);
    this.begunAt(this.startDate);
  }

  begunAt(time: number): void {
    this.startDate = time;
    this.#deadlineAt = time + this.#timeoutSeconds * 1000;
  }

  /** It does not count any more how it had ended. */
  redrivenAt(time: number): void {
    this.stopDate = undefined;
    this.error = undefined;
    this.cause = undefined;
    this.redriveCount += 1;
    this.redriveDate = time;
    this.#deadlineAt = time + this.#timeoutSeconds * 1000;
  }

  get region(): string {
    return this.arn.split(':', 4)[3] ?? '';
  }
  get history(): readonly HistoryEvent[] {
    return this.recorder.history ?? endsOf(this);
  }
  get lastId(): number {
    return this.recorder.lastId;
  }
  get previousId(): number {
    return this.recorder.previousId;
  }
  get bytes(): number {
    return this.recorder.bytes;
  }
  get ended(): boolean {
    return this.status !== 'RUNNING';
  }

  onEnd(callback: (execution: Execution) => void): void {
    if (this.ended) callback(this);
    else if (this.#onEnd === undefined) this.#onEnd = [callback];
    else this.#onEnd.push(callback);
  }

  /** Writes ExecutionStarted and puts the first state in line. */
  start(): void {
    this.#recordStart();
    this.begin(this.root, this.machine.branch.start.enter);
  }

  #recordStart(): void {
    this.recorder.started(this.payload, startedDetails(this.spec));
  }

  /** Puts the execution's own strand in line. */
  begin(root: Strand, step: Step): void {
    this.root = root;
    this.ports.journal.status(this);
    root.proceed(step);
  }

  /** Takes over the events of another execution, and one more; its own start takes the first's place. */
  adopt(events: readonly HistoryEvent[], last: HistoryEvent): void {
    this.#recordStart();
    for (const event of [...events.slice(1), last]) this.recorder.adopt(event);
  }

  /** ExecutionRedriven: it runs again, from `root` on. */
  reopen(root: Strand, step: Step): void {
    this.status = 'RUNNING';
    this.recorder.lookAtClock();
    this.redrivenAt(this.recorder.now);
    this.variableBytes = 0;
    this.#context = undefined;
    this.recorder.record('ExecutionRedriven', this.history.length, {
      redriveCount: this.redriveCount,
    });
    this.begin(root, step);
  }

  /** `Execution` and `StateMachine` of the context object. */
  context(): JsonObject {
    this.#context ??= executionContext(this);
    return this.#context;
  }

  overflow(cause: 'events' | 'memory'): void {
    const { lastId } = this.recorder;
    if (cause === 'memory') this.fail(OUT_OF_MEMORY, lastId);
    else if (this.spec.type === 'EXPRESS') this.timeOut(ENDLESS);
    else this.fail(FULL, lastId);
  }

  releaseVariables(bytes: number): void {
    this.variableBytes -= bytes;
  }

  succeed(output: Payload, last: number): void {
    this.result = output;
    this.recorder.succeeded(output, last);
    this.result = toldByHistory(output, this.recorder.history, this.shared.archive);
    this.root.input = this.result;
    this.#finish('SUCCEEDED');
  }

  fail(failure: Failure, last: number): undefined {
    const { error, cause } = failure;
    this.#failed(error, cause);
    this.recorder.record('ExecutionFailed', last, errorAndCause(failure));
    this.#finish('FAILED');
  }

  abort(reason: { error?: string; cause?: string }): void {
    if (this.ended) return;
    this.recorder.lookAtClock();
    this.#failed(reason.error, reason.cause);
    this.recorder.record('ExecutionAborted', 0, errorAndCause(reason));
    this.#finish('ABORTED');
  }

  timeOut(failure?: Failure): void {
    if (this.ended) return;
    this.recorder.lookAtClock();
    this.#failed(failure?.error, failure?.cause);
    this.recorder.record(
      'ExecutionTimedOut',
      0,
      failure === undefined ? {} : errorAndCause(failure),
    );
    this.#finish('TIMED_OUT');
  }

  #failed(error: string | undefined, cause: string | undefined): void {
    if (error !== undefined) this.error = error;
    if (cause !== undefined) this.cause = cause;
  }

  #finish(status: Execution['status']): void {
    this.status = status;
    this.stopDate = this.recorder.now;
    this.#deadline?.cancel();
    this.#deadline = undefined;
    this.turns.clear();
    this.root.cancel(status === 'TIMED_OUT' ? 'timeout' : 'aborted');
    this.recorder.ended();
    if (this.shared.archive !== undefined) putBy(this.payload);
    this.ports.journal.status(this);
    const callbacks = this.#onEnd;
    this.#onEnd = undefined;
    if (callbacks !== undefined) for (const callback of callbacks) callback(this);
  }

  get #timeoutSeconds(): number {
    const own = this.machine.definition.TimeoutSeconds;
    const longest = this.spec.type === 'EXPRESS' ? EXPRESS_SECONDS : STANDARD_SECONDS;
    return Math.min(own ?? longest, longest);
  }

  lookAtDeadline(): void {
    if (this.ports.clock.now() >= this.#deadlineAt) this.timeOut();
  }

  /** While it runs, time is looked at before and after every turn; once it waits, a timer does. */
  afterTurn(): void {
    this.lookAtDeadline();
    const now = this.ports.clock.now();
    if (this.ended || this.#deadline !== undefined || !this.turns.waiting) return;
    const background = this.#timeoutSeconds === STANDARD_SECONDS;
    this.#deadline = this.ports.clock.after(this.#deadlineAt - now, () => this.timeOut(), {
      background,
      what: () => `TimeoutSeconds of ${this.arn}`,
    });
  }
}
