import { deepEqual } from '../deep-equal.ts';
import { arrayArgument, type Intrinsic } from './intrinsic.ts';

/** `States.ArrayContains(array, value)`: whether an element equals the value, objects by content. */
export const arrayContains: Intrinsic = {
  name: 'States.ArrayContains',
  arity: [2, 2],
  call: ([array, value]) => arrayArgument(array, 'first').some((item) => deepEqual(item, value!)),
};
