import type { Json } from '../../../core/json.ts';
import type { Scope } from '../scope.ts';
import { JavaRandom } from '../shared-functions.ts';
import { type Intrinsic, InvalidArguments, roundedArgument } from './intrinsic.ts';

/** Intrinsics for math operations. */
export const mathIntrinsics: readonly Intrinsic[] = [
  /** `States.MathAdd(a, b)`: the sum of two 32-bit integers; each is rounded half up first. */
  { name: 'States.MathAdd', arity: [2, 2], call: add },
  /** `States.MathRandom(start, end [, seed])`: an integer from `start` up to but not `end`. */
  { name: 'States.MathRandom', arity: [2, 3], call: random },
];

function add([a, b]: readonly Json[]): number {
  const sum = roundedArgument(a, 'first') + roundedArgument(b, 'second');
  if (sum === (sum | 0)) return sum;
  throw new InvalidArguments('the sum must be within -2147483648 and 2147483647');
}

function random([first, second, third]: readonly Json[], scope: Scope): number {
  const start = roundedArgument(first, 'first');
  const end = roundedArgument(second, 'second');
  if (end <= start) throw new InvalidArguments('the end must be greater than the start');
  const chance =
    third === undefined
      ? scope.random.float()
      : new JavaRandom(roundedArgument(third, 'third')).nextDouble();
  return start + Math.floor(chance * (end - start));
}
