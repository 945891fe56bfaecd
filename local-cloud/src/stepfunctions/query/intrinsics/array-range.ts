import { range } from '../arrays.ts';
import { type Intrinsic, InvalidArguments, roundedArgument } from './intrinsic.ts';

const MOST_ELEMENTS = 1_000;

/** `States.ArrayRange(first, last, step)`: both ends included, at most 1,000 elements. */
export const arrayRange: Intrinsic = {
  name: 'States.ArrayRange',
  arity: [3, 3],
  call([first, last, step]) {
    const [from, to, by] = [
      roundedArgument(first, 'first'),
      roundedArgument(last, 'second'),
      roundedArgument(step, 'third'),
    ] as const;
    if (by === 0) throw new InvalidArguments('the step must not be zero');
    if ((to - from) / by >= MOST_ELEMENTS) {
      throw new InvalidArguments('the range must have at most 1000 elements');
    }
    return range(from, to, by);
  },
};
