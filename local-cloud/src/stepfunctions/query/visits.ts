import { addEffort } from '../../core/effort.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { JsonNumber } from '../../core/json-number.ts';
import { StatesError } from '../errors.ts';
import type { Scope } from './scope.ts';

/** As many values as the paths and functions of one state may look at: a payload has 130,000 at most. */
const MOST_VISITS = 2_000_000;
/** Fewer are not worth telling of. */
const FEW = 1_000;
/** So many characters of a text take as long as a value. */
const CHARACTERS_OF_A_VALUE = 8;
/** What a member of an object, or an array in an array, takes besides: objects may have very many. */
export const MEMBER = 6;
/** A number that is written again as it was takes as long as so many values. */
export const LONG_NUMBER = 8;

/** What the paths and functions that see one scope may still look at. */
export class Visits {
  left = MOST_VISITS;
}

/** Of the path or function that is being evaluated: nothing is awaited meanwhile. */
let current = new Visits();

/** Counts values that are looked at. Throws States.Runtime where there are too many. */
export function look(values = 1): void {
  current.left -= values;
  if (current.left >= 0) return;
  throw new StatesError(
    'States.Runtime',
    `The paths and functions of the state look at more than ${MOST_VISITS} values: name what they are to find more closely`,
  );
}

/** Counts all that is in a value, before it is written or read: parts that are shared count each time. */
export function lookThrough(value: Json): void {
  if (typeof value === 'string') look(1 + value.length / CHARACTERS_OF_A_VALUE);
  else if (value instanceof JsonNumber) look(LONG_NUMBER);
  else if (typeof value !== 'object' || value === null) look();
  else {
    look(MEMBER);
    if (Array.isArray(value)) for (const item of value) lookThrough(item);
    else lookThroughMembers(value);
  }
}

function lookThroughMembers(value: JsonObject): void {
  for (const name of Object.keys(value)) {
    look(MEMBER + name.length / CHARACTERS_OF_A_VALUE);
    lookThrough(value[name]!);
  }
}

/** Evaluates a path or calls a function; what it looks at counts as time that its execution took. */
export function counted<Result>(scope: Scope, evaluate: () => Result): Result {
  const outer = current;
  current = scope.visits ?? new Visits();
  const { left } = current;
  try {
    return evaluate();
  } finally {
    const visits = left - current.left;
    if (visits > FEW) addEffort(visits * CHARACTERS_OF_A_VALUE);
    current = outer;
  }
}
