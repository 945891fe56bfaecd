import type { Ports } from '../ports.ts';
import type { TaskAttempt } from './attempt.ts';
import type { Eventually } from './eventually.ts';
import { type Failure, failureOf } from './failure.ts';
import { Line } from './line.ts';
import type { Step } from './node.ts';
import { ENDED, Recorder } from './recorder.ts';
import type { Runnable, Scheduler } from './scheduler.ts';
import type { Strand } from './strand.ts';
import type { StartSpec } from './types.ts';

/** Steps after which the clock is looked at again: a step may take its time. */
const LOOK_EVERY = 16;

/** Gives the strands of an execution their turns, first come, first served. */
export abstract class Turns extends Recorder implements Runnable {
  readonly #scheduler: Scheduler;
  readonly #ready = new Line<Strand>();
  readonly #outbox = new Line<TaskAttempt>();
  #queued = false;
  #working = false;

  constructor(spec: StartSpec, ports: Ports, scheduler: Scheduler) {
    super(spec, ports);
    this.#scheduler = scheduler;
  }

  abstract readonly ended: boolean;
  abstract fail(failure: Failure, last: number): undefined;
  /** Called after every turn of an execution that goes on. */
  protected abstract afterTurn(): void;

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
    this.#working = true;
    this.lookAtClock();
    let left = budget;
    while (left > 0 && !this.ended) {
      const strand = this.#ready.next();
      if (strand !== undefined) left = this.#advance(strand, left);
      else if (!this.#dispatch()) break;
    }
    this.#working = false;
    if (!this.ended) this.afterTurn();
    this.#queued = !this.ended && !this.waiting;
    return left;
  }

  get runnable(): boolean {
    return this.#queued;
  }

  protected forgetTurns(): void {
    this.#ready.clear();
    this.#outbox.clear();
  }

  /** Steps on until the strand waits, ends, or has used up its turn: then it stays first in line. */
  #advance(strand: Strand, budget: number): number {
    let left = budget;
    let step = strand.step;
    strand.step = undefined;
    while (step !== undefined && strand.alive && !this.ended) {
      if (left <= 0) {
        strand.step = step;
        this.#ready.jump(strand);
        return 0;
      }
      left -= 1;
      if (left % LOOK_EVERY === 0) this.lookAtClock();
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
    this.#scheduler.busy();
    const settle = (step: Step | undefined): void => {
      if (step !== undefined) strand.proceed(step);
      this.#scheduler.idle();
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

  /** Recorded: evaluation at entry comes before the Entered event, as `previousEventId` has it. */
  #evaluationFailed(strand: Strand, failure: Failure, thrown: unknown): void {
    const { location, late } = thrown as { location?: string; late?: boolean };
    const first = strand.last === strand.enteredId && late !== true;
    strand.last = this.record('EvaluationFailed', first ? strand.before : strand.last, {
      error: failure.error,
      cause: failure.cause,
      ...(location === undefined ? {} : { location }),
      state: strand.node!.name,
    });
  }

  /** Starts the tasks that were posted; false when there are none. */
  #dispatch(): boolean {
    if (this.#outbox.empty) return false;
    let attempt = this.#outbox.next();
    while (attempt !== undefined) {
      attempt.start();
      attempt = this.#outbox.next();
    }
    return true;
  }

  /** For what reports from outside a turn: the 25,000th event may end the execution under it. */
  guard<Of, What>(report: (this: Of, what: What) => void, of: Of, what: What): void {
    if (this.ended) return;
    if (!this.#working) this.lookAtClock();
    try {
      report.call(of, what);
    } catch (thrown) {
      if (thrown !== ENDED) throw thrown;
    }
  }
}
