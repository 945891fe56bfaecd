import type { StatesError } from '../../errors.ts';
import { errorAndCause, type Failure } from '../../execution/failure.ts';
import type { Frame } from '../../execution/frame.ts';
import { DISTRIBUTED_MAP_CONCURRENCY } from '../../execution/limits.ts';
import type { Machine, Run } from '../../execution/run.ts';
import { load, resume, save } from '../../execution/saved.ts';
import { type KeptMapRun, type SavedMapRun, specOf } from '../../execution/saved-map-run.ts';
import type { Runnable } from '../../execution/scheduler.ts';
import type { Strand } from '../../execution/strand.ts';
import type { MachineType, MapRun, MapRunCounts, MapRunLimits } from '../../execution/types.ts';
import { Backlog } from './backlog.ts';
import type { Portion } from './batches.ts';
import { ChildSpecs } from './child-spec.ts';
import { outcomeOf, Tally } from './counts.ts';
import { type Child, EndedChild } from './ended-child.ts';
import { exceeded, type Tolerance } from './tolerance.ts';

export interface MapRunPlan {
  /** The name of the Map state. */
  readonly state: string;
  readonly label: string;
  readonly machine: Machine;
  readonly type: MachineType;
  readonly maxConcurrency: number;
  readonly tolerance: Tolerance;
  /** Told once no child runs any more and none will be started. */
  readonly finished: (parent: Strand, run: ItemsRun) => void;
}

const TOO_MANY_FAILURES: Failure = {
  error: 'States.ExceedToleratedFailureThreshold',
  cause: 'The specified tolerated failure threshold was exceeded',
};

/**
 * One Map Run: child executions over the items of a Distributed Map, so many at a time. It starts them
 * when it has its turn, some of them each time, so that those that end at once need not all be there at once.
 */
export class ItemsRun implements KeptMapRun, Frame, Runnable {
  readonly strands: readonly Strand[] = [];
  arn: string;
  readonly executionArn: string;
  readonly stateMachineArn: string;
  startDate: number;
  /** Each over the portion of its index. */
  readonly children: Child[] = [];
  status: MapRun['status'] = 'RUNNING';
  stopDate: number | undefined;
  redriveCount = 0;
  redriveDate?: number;
  maxConcurrency: number;
  failure: Failure | undefined;
  #tolerance: Tolerance;
  #parent: Strand;
  readonly #plan: MapRunPlan;
  readonly #specs: ChildSpecs;
  readonly #backlog = new Backlog();
  readonly #tally = new Tally();
  #running = 0;
  #inLine = false;

  constructor(parent: Strand, plan: MapRunPlan) {
    const { run } = parent;
    const [arn, partition, states, region, account] = run.arn.split(':');
    const prefix = [arn, partition, states, region, account].join(':');
    const machineName = run.spec.stateMachineName.split('/')[0]!;
    this.#parent = parent;
    this.#plan = plan;
    this.#tolerance = plan.tolerance;
    this.arn = `${prefix}:mapRun:${machineName}/${plan.label}:${run.ports.random.uuid()}`;
    this.executionArn = run.arn;
    this.stateMachineArn = `${prefix}:stateMachine:${machineName}/${plan.label}`;
    this.startDate = run.ports.clock.now();
    this.maxConcurrency = plan.maxConcurrency;
    this.#specs = new ChildSpecs(run, this, plan);
  }

  /** Takes over a Map Run as it was saved; children that run wait to be resumed with it. */
  static load(parent: Strand, plan: MapRunPlan, saved: SavedMapRun): ItemsRun {
    const run = new ItemsRun(parent, plan);
    const { children, tolerance, itemCounts, executionCounts } = saved;
    const { arn, status, startDate, stopDate, redriveCount, maxConcurrency, failure } = saved;
    Object.assign(run, { arn, status, startDate, stopDate, redriveCount, maxConcurrency, failure });
    if (saved.redriveDate !== undefined) run.redriveDate = saved.redriveDate;
    Object.assign(run.itemCounts, itemCounts);
    Object.assign(run.executionCounts, executionCounts);
    run.#tolerance = tolerance;
    run.#backlog.load(saved);
    for (const child of children) run.#loadChild(child);
    return run;
  }

  #loadChild({ spec, execution }: SavedMapRun['children'][number]): void {
    const { shared } = this.#parent.run;
    const { machine } = this.#plan;
    const child = load(shared, { ...spec, machine, testCase: this.#specs.testCase }, execution);
    this.children.push(child.ended ? this.#kept(child) : child);
  }

  save(): SavedMapRun {
    const { arn, status, startDate, stopDate, redriveCount, redriveDate, maxConcurrency } = this;
    return {
      ...{ arn, status, startDate, stopDate, redriveCount, redriveDate, maxConcurrency },
      state: this.#plan.state,
      failure: this.failure,
      tolerance: this.#tolerance,
      itemCounts: this.itemCounts,
      executionCounts: this.executionCounts,
      ...this.#backlog.save(),
      children: this.children.map((child) => ({
        // It is the parent's: once is enough.
        spec: { ...specOf(child.spec), testCase: undefined },
        execution: child instanceof EndedChild ? child.save() : save(child),
      })),
    };
  }

  /** Goes on as it was saved. Of an Express child that ran, another takes the place. */
  takeUp(parent: Strand): void {
    this.#parent = parent;
    const now = parent.run.ports.clock.now();
    for (const [index, child] of this.children.entries()) {
      if (child.ended) continue;
      this.#count('running', 'pending', index);
      if (this.#plan.type === 'EXPRESS') this.#restart(index, now);
      else {
        this.#watch(child, index);
        resume(child);
      }
    }
  }

  get itemCounts(): MapRunCounts {
    return this.#tally.items;
  }
  get executionCounts(): MapRunCounts {
    return this.#tally.executions;
  }
  get toleratedFailureCount(): number {
    return this.#tolerance.count ?? 0;
  }
  get toleratedFailurePercentage(): number {
    return this.#tolerance.percentage ?? 0;
  }
  /** What was not given to a child yet. */
  get pending(): readonly Portion[] {
    return this.#backlog.pending;
  }

  /** Starts the children. A run over nothing is done at once. */
  begin(portions: readonly Portion[]): void {
    if (this.status !== 'RUNNING') return;
    this.#backlog.fill(portions);
    this.#tally.begin(portions);
    this.#advance();
  }

  /** Ends before any child was started: the items could not be read, or nobody may be started. */
  failWith(failure: Failure): void {
    if (this.status !== 'RUNNING') return;
    this.failure = failure;
    this.#finish();
  }

  update(limits: MapRunLimits): void {
    this.maxConcurrency = limits.maxConcurrency ?? this.maxConcurrency;
    this.#tolerance = {
      count: limits.toleratedFailureCount ?? this.#tolerance.count,
      percentage: limits.toleratedFailurePercentage ?? this.#tolerance.percentage,
    };
    if (this.status === 'RUNNING') this.#advance();
  }

  /** MapRunRedriven: what did not succeed runs again, and what was not begun begins, if it may. */
  redrive(parent: Strand, refused?: StatesError): void {
    const { run } = parent;
    this.#parent = parent;
    this.status = 'RUNNING';
    this.stopDate = undefined;
    this.failure = undefined;
    this.redriveCount += 1;
    this.redriveDate = run.ports.clock.now();
    parent.record('MapRunRedriven', {
      mapRunArn: this.arn,
      redriveCount: this.redriveCount,
    });
    for (const index of this.#backlog.redrive((index) => this.#isToRunAgain(index))) {
      this.#count(outcomeOf(this.children[index]!), 'pending', index);
    }
    for (const portion of this.pending) this.#tally.move('aborted', 'pending', portion);
    if (refused === undefined) this.#advance();
    else this.failWith(errorAndCause(refused));
  }

  #isToRunAgain(index: number): boolean {
    const child = this.children[index];
    return child !== undefined && child.status !== 'SUCCEEDED';
  }

  /** Sees to it that as many children are started as may run; ends the run when the last one has ended. */
  #advance(): void {
    if (this.#mayStart) {
      if (!this.#inLine) this.#parent.run.shared.scheduler.enqueue(this);
      this.#inLine = true;
    } else if (this.#running === 0 && this.status === 'RUNNING') this.#finish();
  }

  /** Starts the next children. */
  work(budget: number): number {
    let left = budget;
    const now = this.#parent.run.ports.clock.now();
    for (; left > 0 && this.#mayStart; left--) this.#startNext(now);
    this.#inLine = this.#mayStart;
    return left;
  }

  get runnable(): boolean {
    return this.#inLine;
  }

  get #mayStart(): boolean {
    const most = this.maxConcurrency || DISTRIBUTED_MAP_CONCURRENCY;
    const goesOn = this.status === 'RUNNING' && this.failure === undefined;
    return goesOn && !this.#backlog.isEmpty && this.#running < most;
  }

  #startNext(now: number): void {
    const index = this.#backlog.take();
    if (this.children[index] !== undefined) this.#restart(index, now);
    else this.#watch(this.#startChild(index, now), index);
  }

  /** A Standard child is redriven; of an Express one, another takes its place. */
  #restart(index: number, now: number): void {
    const child = this.children[index]!;
    if (child instanceof EndedChild || this.#plan.type === 'EXPRESS') {
      this.#watch(this.#startChild(index, now), index);
      return;
    }
    this.#parent.run.shared.redriveChild(child);
    this.#watch(child, index);
  }

  #startChild(index: number, now: number): Run {
    const { input } = this.#backlog.at(index);
    return this.#parent.run.shared.startChild(this.#specs.next(input), input, now);
  }

  #watch(child: Run, index: number): void {
    this.#running += 1;
    this.#count('pending', 'running', index);
    this.children[index] = child;
    child.onEnd(() => this.#ended(child, index));
  }

  /** A Standard child may be redriven, by its history. */
  #kept(child: Run): Child {
    return this.#plan.type === 'EXPRESS' ? new EndedChild(child) : child;
  }

  #ended(child: Run, index: number): void {
    this.#running -= 1;
    this.children[index] = this.#kept(child);
    this.#count('running', outcomeOf(child), index);
    if (this.status !== 'RUNNING') return;
    const { failed, timedOut, aborted, total } = this.itemCounts;
    if (
      this.failure === undefined &&
      exceeded(this.#tolerance, failed + timedOut + aborted, total)
    ) {
      this.failure = TOO_MANY_FAILURES;
      this.#abortChildren();
    }
    this.#advance();
  }

  #count(from: keyof MapRunCounts, to: keyof MapRunCounts, index: number): void {
    this.#tally.move(from, to, this.#backlog.at(index));
  }

  #finish(): void {
    this.#end(this.failure === undefined ? 'SUCCEEDED' : 'FAILED');
    this.#plan.finished(this.#parent, this);
  }

  #end(status: MapRun['status']): void {
    this.status = status;
    this.stopDate = this.#parent.run.ports.clock.now();
    this.#tally.giveUp();
  }

  /** The parent execution, or the branch the Map stands in, is given up. */
  cancel(): void {
    if (this.status !== 'RUNNING') return;
    this.#end('ABORTED');
    this.#abortChildren();
  }

  #abortChildren(): void {
    for (const child of this.children) if (!child.ended) child.abort({});
  }

  /** Closes the run in the history, when its Map is aborted with the branch it stands in. */
  recordAborted(cause: number): void {
    this.#parent.run.recorder.record('MapRunAborted', cause);
  }
}
