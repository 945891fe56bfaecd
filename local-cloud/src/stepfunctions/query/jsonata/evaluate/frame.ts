import type { Scope } from '../../scope.ts';
import { EvaluationFailure, OUT_OF_MEMORY, STACK_OVERFLOW, TIMEOUT } from '../errors.ts';
import { LARGEST_VALUE, MOST_STEPS } from '../limits.ts';
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
  #left = MOST_STEPS;
  #states: unknown;

  constructor(scope: Scope, root: unknown) {
    this.scope = scope;
    this.root = root;
  }

  /** `$states`. */
  get states(): unknown {
    this.#states ??= statesOf(this.scope);
    return this.#states;
  }

  /** Takes steps from the budget: a node evaluated, an item or 64 characters handled is one. */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new EvaluationFailure(TIMEOUT);
  }

  /** Before an array of so many items is made. */
  spendItems(count: number): void {
    if (8 * count > LARGEST_VALUE) throw new EvaluationFailure(OUT_OF_MEMORY);
    this.spend(count);
  }

  /** Before a text of so many characters is made or searched. */
  spendText(length: number): void {
    if (2 * length > LARGEST_VALUE) throw new EvaluationFailure(OUT_OF_MEMORY);
    this.spend(1 + (length >> 6));
  }
}

export function overflow(): never {
  throw new EvaluationFailure(STACK_OVERFLOW);
}
