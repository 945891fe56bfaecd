import { type Intrinsic, InvalidArguments, roundedArgument } from './intrinsic.ts';

/** `States.MathAdd(a, b)`: the sum of two 32-bit integers; each is rounded half up first. */
export const mathAdd: Intrinsic = {
  name: 'States.MathAdd',
  arity: [2, 2],
  call([a, b]) {
    const sum = roundedArgument(a, 'first') + roundedArgument(b, 'second');
    if (sum === (sum | 0)) return sum;
    throw new InvalidArguments('the sum must be within -2147483648 and 2147483647');
  },
};
