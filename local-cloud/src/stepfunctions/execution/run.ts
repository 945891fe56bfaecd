import type { Timer } from '../../core/clock.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Ports } from '../ports.ts';
import { isoTime } from './context.ts';
import type { Failure } from './failure.ts';
import type { HistoryEvent } from './history.ts';
import { withLateText } from './late-text.ts';
import { EXPRESS_SECONDS, HISTORY_EVENTS, STANDARD_SECONDS } from './limits.ts';
import type { CompiledBranch, Step } from './node.ts';
import { isUnwritten, type Payload, parsePayload } from './payload.ts';
import { NOT_TRUNCATED } from './recorder.ts';
import type { Scheduler } from './scheduler.ts';
import { Strand } from './strand.ts';
import type { TokenRegistry } from './tokens.ts';
import { Turns } from './turns.ts';
import type { CompiledMachine, Execution, MapRun, StartSpec } from './types.ts';
import { NO_VARIABLES } from './variables.ts';

/** What all executions of an engine share. */
export interface Shop {
  readonly ports: Ports;
  readonly scheduler: Scheduler;
  readonly tokens: TokenRegistry;
  /** Starts a child execution of a Distributed Map. */
  startChild(spec: StartSpec): Run;
  redriveChild(child: Run): void;
}

export interface Machine extends CompiledMachine {
  readonly branch: CompiledBranch;
}

/** One execution: its history, its strands, its end. */
export class Run extends Turns implements Execution {
  readonly shop: Shop;
  readonly machine: Machine;
  readonly mapRuns: MapRun[] = [];
  readonly payload: Payload;
  readonly startDate: number;
  status: Execution['status'] = 'RUNNING';
  stopDate: number | undefined;
  /** The output, once it has succeeded. */
  result?: Payload;
  error: string | undefined;
  cause: string | undefined;
  redriveCount = 0;
  redriveDate?: number;
  /** What the variables of all its strands take. */
  variableBytes = 0;
  root: Strand;
  #deadline: Timer | undefined;
  #deadlineAt: number;
  #context: JsonObject | undefined;
  #onEnd: ((execution: Execution) => void)[] = [];

  constructor(shop: Shop, spec: StartSpec) {
    super(spec, shop.ports, shop.scheduler);
    this.shop = shop;
    this.machine = spec.machine as Machine;
    this.startDate = this.now;
    this.payload = parsePayload(spec.input);
    this.root = new Strand(this, this.payload, 0, spec.variables ?? NO_VARIABLES);
    this.#deadlineAt = this.startDate + this.#timeoutSeconds * 1000;
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
  get output(): string | undefined {
    return this.result?.text;
  }
  get region(): string {
    return this.arn.split(':', 4)[3] ?? '';
  }
  override get ended(): boolean {
    return this.status !== 'RUNNING';
  }

  onEnd(callback: (execution: Execution) => void): void {
    if (this.ended) callback(this);
    else this.#onEnd.push(callback);
  }

  /** Writes ExecutionStarted and puts the first state in line. */
  start(): void {
    this.#recordStart();
    this.begin(this.root, this.machine.branch.start.enter);
  }

  #recordStart(): void {
    this.record('ExecutionStarted', 0, {
      input: this.payload.text,
      inputDetails: NOT_TRUNCATED,
      roleArn: this.spec.roleArn,
      ...(this.spec.stateMachineAliasArn && {
        stateMachineAliasArn: this.spec.stateMachineAliasArn,
      }),
      ...(this.spec.stateMachineVersionArn && {
        stateMachineVersionArn: this.spec.stateMachineVersionArn,
      }),
    });
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
    for (const event of [...events.slice(1), last]) this.recordAgain(event);
  }

  /** ExecutionRedriven: it runs again, from `root` on. */
  reopen(root: Strand, step: Step): void {
    this.status = 'RUNNING';
    this.stopDate = undefined;
    this.error = undefined;
    this.cause = undefined;
    this.redriveCount += 1;
    this.lookAtClock();
    this.redriveDate = this.now;
    this.variableBytes = 0;
    this.#context = undefined;
    this.#deadlineAt = this.redriveDate + this.#timeoutSeconds * 1000;
    this.record('ExecutionRedriven', this.history.length, { redriveCount: this.redriveCount });
    this.begin(root, step);
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

  protected override get journaled(): this {
    return this;
  }

  /** The 25,000th event of a Standard execution is its failure (recorded). */
  protected override overflow(): void {
    const cause = `The execution reached the maximum number of history events (${HISTORY_EVENTS}).`;
    this.fail({ error: 'States.Runtime', cause, fatal: true }, HISTORY_EVENTS - 1);
  }

  releaseVariables(bytes: number): void {
    this.variableBytes -= bytes;
  }

  succeed(output: Payload, last: number): void {
    this.result = output;
    this.record(
      'ExecutionSucceeded',
      last,
      isUnwritten(output)
        ? withLateText({ outputDetails: NOT_TRUNCATED }, 'output', output)
        : { output: output.text, outputDetails: NOT_TRUNCATED },
    );
    this.#finish('SUCCEEDED');
  }

  override fail(failure: Failure, last: number): undefined {
    const { error, cause } = failure;
    this.#failed(error, cause);
    this.record('ExecutionFailed', last, {
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    });
    this.#finish('FAILED');
  }

  abort(reason: { error?: string; cause?: string }): void {
    if (this.ended) return;
    this.lookAtClock();
    this.#failed(reason.error, reason.cause);
    this.record('ExecutionAborted', 0, {
      ...(reason.error !== undefined && { error: reason.error }),
      ...(reason.cause !== undefined && { cause: reason.cause }),
    });
    this.#finish('ABORTED');
  }

  timeOut(): void {
    if (this.ended) return;
    this.lookAtClock();
    this.record('ExecutionTimedOut', 0, {});
    this.#finish('TIMED_OUT');
  }

  #failed(error: string | undefined, cause: string | undefined): void {
    if (error !== undefined) this.error = error;
    if (cause !== undefined) this.cause = cause;
  }

  #finish(status: Execution['status']): void {
    this.status = status;
    this.stopDate = this.now;
    this.#deadline?.cancel();
    this.#deadline = undefined;
    this.forgetTurns();
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
  protected override afterTurn(): void {
    const now = this.ports.clock.now();
    if (now >= this.#deadlineAt) this.timeOut();
    if (this.ended || this.#deadline !== undefined || !this.waiting) return;
    const background = this.#timeoutSeconds === STANDARD_SECONDS;
    this.#deadline = this.ports.clock.after(this.#deadlineAt - now, () => this.timeOut(), {
      background,
    });
  }
}
