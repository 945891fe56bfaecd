import type { Intrinsic } from './intrinsic.ts';

/** `States.Array(value, ...)`: the arguments as an array. */
export const array: Intrinsic = {
  name: 'States.Array',
  arity: [0, Number.POSITIVE_INFINITY],
  call: (args) => [...args],
};
