import type { Scope } from '../../scope.ts';
import {
  EvaluationFailure,
  OUT_OF_MEMORY,
  STACK_OVERFLOW,
  TAKES_LONG,
  TIMEOUT,
} from '../errors.ts';
import { type Budget, LARGEST_VALUE, STEPS_A_MILLISECOND, WHOLE } from '../limits.ts';
import { statesOf } from '../states.ts';

/** A compiled node: its value for a context item, undefined where it comes to nothing. */
export type Code = (input: unknown, frame: Frame) => unknown;

/** Says of a slot that its variable has not been set. */
export const UNBOUND = Symbol('unbound');

/** The variables of a block or call by slot, those of a tuple by name. */
export type Values = unknown[] | Readonly<Record<string, unknown>>;

/** What a block, a call or a tuple binds, within what is around it. */
export class Frame {
  readonly parent: Frame | undefined;
  readonly values: Values;
  readonly run: Run;
  /** How many nodes deep the innermost call stands. */
  readonly depth: number;

  constructor(parent: Frame | undefined, values: Values, run: Run, depth: number) {
    this.parent = parent;
    this.values = values;
    this.run = run;
    this.depth = depth;
  }
}

/** One evaluation of one expression, and what is left of its budget. */
export class Run {
  readonly scope: Scope;
  /** `$$`: nothing in Step Functions. */
  readonly root: unknown;
  /** How many nodes deep the call stands that is being made. */
  depth = 0;
  readonly budget: Budget;
  #steps: number;
  #bytes: number;
  #states: unknown;

  constructor(scope: Scope, root?: unknown, budget = WHOLE) {
    this.scope = scope;
    this.root = root;
    this.budget = budget;
    this.#steps = budget.steps;
    this.#bytes = budget.bytes;
  }

  /** The steps it took so far. */
  get spent(): number {
    return this.budget.steps - this.#steps;
  }

  /** `$states`. */
  get states(): unknown {
    this.#states ??= statesOf(this.scope);
    return this.#states;
  }

  /** Takes steps from the budget: a node evaluated, an item or 64 characters handled is one. */
  spend(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) this.#exceeded(TIMEOUT);
  }

  /** Before so many items are put in an array. */
  spendItems(count: number): void {
    this.#make(8 * count);
    this.spend(count);
  }

  /** Before so many characters are searched. */
  spendSearch(length: number): void {
    this.spend(1 + (length >> 6));
  }

  /** Before a text of so many characters is made. */
  spendText(length: number): void {
    this.#make(2 * length);
    this.spendSearch(length);
  }

  /** Before a text gets so long of which the longer part is there already. */
  spendJoin(before: number, after: number): void {
    limitSize(2 * (before + after));
    this.spendText(Math.min(before, after));
  }

  #make(bytes: number): void {
    limitSize(bytes);
    this.#bytes -= bytes;
    if (this.#bytes < 0) this.#exceeded(OUT_OF_MEMORY);
  }

  /** What cannot be counted is charged by the time it takes, where all else waits for it. */
  timed<Result>(work: () => Result): Result {
    if (!this.budget.isPart) return work();
    const start = performance.now();
    try {
      return work();
    } finally {
      this.#steps -= Math.round(STEPS_A_MILLISECOND * (performance.now() - start));
    }
  }

  #exceeded(what: string): never {
    throw this.budget.isPart ? TAKES_LONG : new EvaluationFailure(what);
  }
}

function limitSize(bytes: number): void {
  if (bytes > LARGEST_VALUE) throw new EvaluationFailure(OUT_OF_MEMORY);
}

export function overflow(): never {
  throw new EvaluationFailure(STACK_OVERFLOW);
}
