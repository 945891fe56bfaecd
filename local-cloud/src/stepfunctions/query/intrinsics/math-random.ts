import { JavaRandom } from '../java-random.ts';
import { type Intrinsic, InvalidArguments, roundedArgument } from './intrinsic.ts';

/** `States.MathRandom(start, end [, seed])`: an integer from `start` up to but not `end`. */
export const mathRandom: Intrinsic = {
  name: 'States.MathRandom',
  arity: [2, 3],
  call([first, second, third], scope) {
    const start = roundedArgument(first, 'first');
    const end = roundedArgument(second, 'second');
    if (end <= start) throw new InvalidArguments('the end must be greater than the start');
    const chance =
      third === undefined
        ? scope.random.float()
        : new JavaRandom(roundedArgument(third, 'third')).nextDouble();
    return start + Math.floor(chance * (end - start));
  },
};
