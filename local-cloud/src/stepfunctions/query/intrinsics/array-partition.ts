import { chunks } from '../arrays.ts';
import { arrayArgument, type Intrinsic, InvalidArguments, roundedArgument } from './intrinsic.ts';

/** `States.ArrayPartition(array, size)`: chunks of `size` elements, the last one perhaps shorter. */
export const arrayPartition: Intrinsic = {
  name: 'States.ArrayPartition',
  arity: [2, 2],
  call([first, second]) {
    const array = arrayArgument(first, 'first');
    const size = roundedArgument(second, 'second');
    if (size > 0) return chunks(array, size);
    throw new InvalidArguments('the chunk size must be greater than zero');
  },
};
