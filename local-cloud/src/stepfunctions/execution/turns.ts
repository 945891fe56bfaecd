import { effort } from '../../core/effort.ts';
import type { TaskAttempt } from './attempt.ts';
import type { Eventually } from './eventually.ts';
import { type Failure, failureOf } from './failure.ts';
import { Line } from './line.ts';
import type { Step } from './node.ts';
import { ENDED, type Recorder } from './recorder.ts';
import type { Runnable, Scheduler } from './scheduler.ts';
import type { Strand } from './strand.ts';

/** Steps after which the clock is looked at again: a step may take its time. */
const LOOK_EVERY = 16;

/**
 * To start a task, and all that its call does before the next turn of the event loop, takes as long as so many
 * steps of JSONata, if it answers with a large item of DynamoDB: no more than eight such answers are
 * under way at once.
 */
const STEPS_OF_A_START = 4_000;

/** The execution whose strands take turns. */
export interface TakingTurns {
  readonly ended: boolean;
  fail(failure: Failure, last: number): undefined;
  /** Ends it where its time is over: called before every turn. */
  lookAtDeadline(): void;
  /** Called after every turn of an execution that goes on. */
  afterTurn(): void;
}

/** Gives the strands of an execution their turns, first come, first served. */
export class Turns implements Runnable {
  readonly #execution: TakingTurns;
  readonly #recorder: Recorder;
  readonly #scheduler: Scheduler;
  readonly #ready = new Line<Strand>();
  readonly #outbox = new Line<TaskAttempt>();
  #queued = false;
  #working = false;

  constructor(execution: TakingTurns, recorder: Recorder, scheduler: Scheduler) {
    this.#execution = execution;
    this.#recorder = recorder;
    this.#scheduler = scheduler;
  }

  /** Puts a strand in line for its turn. */
  ready(strand: Strand): void {
    this.#ready.join(strand);
    this.#enqueue();
  }

  /** Starts the task once every strand that can go on has done so. */
  post(attempt: TaskAttempt): void {
    this.#outbox.join(attempt);
    this.#enqueue();
  }

  #enqueue(): void {
    if (this.#queued || this.#working) return;
    this.#queued = true;
    this.#scheduler.enqueue(this);
  }

  get waiting(): boolean {
    return this.#ready.empty && this.#outbox.empty;
  }

  work(budget: number): number {
    this.#recorder.lookAtClock();
    // What else is due at that very moment may come first.
    this.#execution.lookAtDeadline();
    this.#working = true;
    let left = budget;
    while (left > 0 && !this.#execution.ended) {
      const strand = this.#ready.next();
      if (strand !== undefined) left = this.#advance(strand, left);
      else if (this.#scheduler.allowance.isLow || !this.#dispatch()) break;
    }
    this.#working = false;
    if (!this.#execution.ended) this.#execution.afterTurn();
    this.#queued = !this.#execution.ended && !this.waiting;
    return left;
  }

  get runnable(): boolean {
    return this.#queued;
  }

  /** Nobody has a turn any more. */
  clear(): void {
    this.#ready.clear();
    this.#outbox.clear();
  }

  /**
   * Steps on until the strand waits, ends, or has used up its turn, or what expressions may take:
   * then it stays first in line.
   */
  #advance(strand: Strand, budget: number): number {
    let left = budget;
    let step = strand.step;
    strand.step = undefined;
    while (step !== undefined && strand.alive && !this.#execution.ended) {
      if (left <= 0 || this.#scheduler.allowance.isLow) {
        strand.step = step;
        this.#ready.jump(strand);
        return 0;
      }
      left -= 1;
      if (left % LOOK_EVERY === 0) this.#recorder.lookAtClock();
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
    const before = effort();
    try {
      return step(strand);
    } catch (thrown) {
      return this.#thrown(strand, thrown);
    } finally {
      this.#scheduler.allowance.spendSince(before);
    }
  }

  #await(strand: Strand, promise: Promise<Step | undefined>): void {
    this.#scheduler.busy();
    const settle = (step: Step | undefined): void => {
      if (step !== undefined) strand.proceed(step);
      this.#scheduler.idle();
    };
    promise.then(settle, (thrown: unknown) => settle(() => this.#thrown(strand, thrown)));
  }

  /** A state has thrown: the event it may ask for, then the failure takes its course. */
  #thrown(strand: Strand, thrown: unknown): Eventually<Step | undefined> {
    if (thrown === ENDED || this.#execution.ended) return undefined;
    try {
      const failure = failureOf(thrown, strand.node!.name, strand.enteredId);
      if (failure.error === 'States.QueryEvaluationError') {
        this.#evaluationFailed(strand, failure, thrown);
      }
      return strand.fail(failure);
    } catch (again) {
      if (again === ENDED) return undefined;
      return this.#execution.fail(
        failureOf(again, strand.node!.name, strand.enteredId),
        strand.last,
      );
    }
  }

  /** Recorded: evaluation at entry comes before the Entered event, as `previousEventId` has it. */
  #evaluationFailed(strand: Strand, failure: Failure, thrown: unknown): void {
    const { location, late } = thrown as { location?: string; late?: boolean };
    const first = strand.last === strand.enteredId && late !== true;
    strand.last = this.#recorder.record('EvaluationFailed', first ? strand.before : strand.last, {
      error: failure.error,
      cause: failure.cause,
      ...(location === undefined ? {} : { location }),
      state: strand.node!.name,
    });
  }

  /** Starts tasks that were posted, as many as may be; false when there are none. */
  #dispatch(): boolean {
    if (this.#outbox.empty) return false;
    const { allowance } = this.#scheduler;
    for (let attempt = this.#outbox.next(); attempt !== undefined; attempt = this.#outbox.next()) {
      const before = effort();
      attempt.start();
      allowance.spend(STEPS_OF_A_START);
      allowance.spendSince(before);
      if (allowance.isLow) break;
    }
    return true;
  }

  /** For what reports from outside a turn: the 25,000th event may end the execution under it. */
  guard<Of, What>(report: (this: Of, what: What) => void, of: Of, what: What): void {
    if (this.#execution.ended) return;
    if (!this.#working) this.#recorder.lookAtClock();
    try {
      report.call(of, what);
    } catch (thrown) {
      if (thrown !== ENDED) throw thrown;
    }
  }
}
