import type { Intrinsic } from './intrinsic.ts';

/** `States.JsonToString(value)`: the value as compact JSON text. */
export const jsonToString: Intrinsic = {
  name: 'States.JsonToString',
  arity: [1, 1],
  call: ([value]) => JSON.stringify(value),
};
