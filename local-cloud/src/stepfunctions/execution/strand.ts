import type { Timer } from '../../core/clock.ts';
import type { JsonObject } from '../../core/json.ts';
import type { TaskAttempt } from './attempt.ts';
import { contextObject, type MapItem } from './context.ts';
import type { Eventually } from './eventually.ts';
import { dataLimitExceeded, type Failure } from './failure.ts';
import type { Frame } from './frame.ts';
import type { EventDetails, EventType } from './history.ts';
import type { InLine } from './line.ts';
import { isWork, type StateNode, type Step } from './node.ts';
import { EMPTY, oversized, type Payload, putBy } from './payload.ts';
import { matches, retryDelay } from './retry.ts';
import type { Run } from './run.ts';
import { type Assigned, assign, type Variables } from './variables.ts';

/**
 * One line of control: the execution's own, a Parallel's branch, or a Map's iteration. It stands
 * in one state at a time; `last` is the event its next one follows.
 */
export class Strand implements InLine<Strand> {
  readonly run: Run;
  /** The Parallel or Map it is part of. */
  readonly frame: Frame | undefined;
  /** Which branch or iteration it is. */
  readonly index: number;
  readonly item: MapItem | undefined;
  variables: Variables;
  /** How many bytes of variables it has assigned itself. */
  variableBytes = 0;
  input: Payload;
  last: number;
  node: StateNode | undefined;
  enteredId = 0;
  enteredAt = 0;
  /** The event before the Entered event. */
  before = 0;
  retryCount = 0;
  /** How often each retrier of the state was used. */
  attempts: number[] | undefined;
  token: string | undefined;
  task: TaskAttempt | undefined;
  /** What its task came to. */
  result: Payload | undefined;
  timer: Timer | undefined;
  /** The Parallel or Map it waits for. */
  child: Frame | undefined;
  alive = true;
  /** A catcher is at work: what fails now fails for good. */
  caught = false;
  /** What it does when it has its turn. */
  step: Step | undefined;
  behind: Strand | undefined;
  #context: JsonObject | undefined;

  constructor(run: Run, input: Payload, last: number, variables: Variables, part?: StrandPart) {
    this.run = run;
    this.input = input;
    this.last = last;
    this.variables = variables;
    this.frame = part?.frame;
    this.index = part?.index ?? 0;
    this.item = part?.item;
  }

  get context(): JsonObject {
    this.#context ??= contextObject(this);
    return this.#context;
  }

  /** The context object has changed: another state, another attempt, a token. */
  forgetContext(): void {
    this.#context = undefined;
  }

  /** Enters a state: the Entered event, and a clean slate for its retriers. */
  enter(node: StateNode): void {
    this.node = node;
    this.before = this.last;
    this.retryCount = 0;
    this.attempts = undefined;
    this.token = undefined;
    this.caught = false;
    this.#context = undefined;
    const { recorder } = this.run;
    this.enteredAt = recorder.now;
    this.enteredId = recorder.entered(node, this.last, this.input);
    this.last = this.enteredId;
  }

  /** Writes an event that follows its last one. */
  record<Type extends EventType>(type: Type, details?: EventDetails<Type>): void {
    this.last = this.run.recorder.record(type, this.last, details);
  }

  /** Leaves the state with its output, and goes on to `next`, or ends where there is none. */
  exit(
    output: Payload,
    assigned: Assigned | undefined,
    next: StateNode | undefined,
  ): Step | undefined {
    const node = this.node!;
    if (oversized(output)) throw dataLimitExceeded(node.name);
    if (assigned !== undefined) assign(this, assigned);
    this.last = this.run.recorder.exited(node, this.last, output, assigned?.texts);
    this.input = output;
    if (next !== undefined) return next.enter;
    this.end(output);
    return undefined;
  }

  end(output: Payload): void {
    this.alive = false;
    this.run.releaseVariables(this.variableBytes);
    if (this.frame === undefined) this.run.succeed(output, this.last);
    else {
      this.frame.ended?.(this, output);
      this.input = EMPTY; // others may be at it for long: what it came to is theirs to keep
    }
  }

  /** Takes its turn again with `step`, unless it was cancelled meanwhile. */
  proceed(step: Step): void {
    if (!this.alive) return;
    const inLine = this.step !== undefined;
    this.step = step;
    if (!inLine) this.run.turns.ready(this);
  }

  /** Goes on with `step` after `ms` of cloud time. */
  wait(ms: number, step: Step): void {
    const what = () =>
      `${isWork(this.node!) ? 'Retry' : 'Wait'} of ${this.node!.name} in ${this.run.arn}`;
    const goOn = () => {
      this.timer = undefined;
      this.proceed(step);
    };
    putBy(this.input);
    this.timer = this.run.ports.clock.after(ms, goOn, { what });
  }

  /** The state has failed: retried, caught, or handed to whoever this strand is part of. */
  fail(failure: Failure): Eventually<Step | undefined> {
    if (failure.fatal === true) return this.run.fail(failure, this.last);
    const node = this.node!;
    if (!this.caught && isWork(node)) {
      const delay = retryDelay(this, node.retriers, failure);
      if (delay !== undefined) {
        this.wait(delay, node.retry);
        return undefined;
      }
      node.gaveUp?.(this, failure);
      this.caught = true;
      const catcher = node.catchers.find((candidate) => matches(candidate.errors, failure));
      if (catcher !== undefined) return catcher.caught(this, failure);
    }
    if (this.frame === undefined) return this.run.fail(failure, this.last);
    this.frame.failed?.(this, failure);
    return undefined;
  }

  /** Gives up whatever it does: no event, no further step. */
  cancel(reason: 'timeout' | 'aborted'): void {
    if (!this.alive) return;
    this.alive = false;
    this.run.releaseVariables(this.variableBytes);
    this.timer?.cancel();
    this.task?.cancel(reason);
    this.child?.cancel(reason);
  }
}

export interface StrandPart {
  readonly frame: Frame;
  readonly index: number;
  readonly item?: MapItem | undefined;
}

/** What `fail` was given, as a step. */
export function failing(failure: Failure): Step {
  return (strand) => strand.fail(failure);
}
