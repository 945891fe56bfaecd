import { StatesError } from '../../errors.ts';
import type { Scope } from '../scope.ts';

/** As many values as the paths of one state may look at: a payload has 130,000 at most. */
const MOST_VISITS = 2_000_000;
/** Fewer are not worth telling of. */
const FEW = 1_000;
/** A step of JSONata takes as long as so many. */
const VISITS_OF_A_STEP = 2;

/** What the paths that see one scope may still look at. */
export class Visits {
  left = MOST_VISITS;
}

/** Of the path that is being evaluated: nothing is awaited meanwhile. */
let current = new Visits();

/** Counts a value that a path looks at. Throws States.Runtime where there are too many. */
export function look(): void {
  if (--current.left >= 0) return;
  throw new StatesError(
    'States.Runtime',
    `The paths of the state look at more than ${MOST_VISITS} values: name what they are to find more closely`,
  );
}

/** Evaluates a path; what it looks at counts as time that its execution took. */
export function counted<Result>(scope: Scope, evaluate: () => Result): Result {
  const outer = current;
  current = scope.visits ?? new Visits();
  const { left } = current;
  try {
    return evaluate();
  } finally {
    const visits = left - current.left;
    if (visits > FEW) scope.apart?.spend(Math.ceil(visits / VISITS_OF_A_STEP));
    current = outer;
  }
}
