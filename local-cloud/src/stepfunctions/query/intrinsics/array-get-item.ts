import { arrayArgument, type Intrinsic, InvalidArguments } from './intrinsic.ts';

/** `States.ArrayGetItem(array, index)`: the element at a zero-based index. */
export const arrayGetItem: Intrinsic = {
  name: 'States.ArrayGetItem',
  arity: [2, 2],
  call([first, index]) {
    const array = arrayArgument(first, 'first');
    if (
      typeof index === 'number' &&
      Number.isInteger(index) &&
      index >= 0 &&
      index < array.length
    ) {
      return array[index]!;
    }
    throw new InvalidArguments('the second argument must be an index of the array');
  },
};
