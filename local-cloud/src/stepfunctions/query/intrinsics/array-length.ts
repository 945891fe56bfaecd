import { arrayArgument, type Intrinsic } from './intrinsic.ts';

/** `States.ArrayLength(array)`. */
export const arrayLength: Intrinsic = {
  name: 'States.ArrayLength',
  arity: [1, 1],
  call: ([array]) => arrayArgument(array, 'first').length,
};
