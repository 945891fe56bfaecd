import type { Intrinsic } from './intrinsic.ts';

/** `States.UUID()`: a random version 4 UUID. */
export const uuid: Intrinsic = {
  name: 'States.UUID',
  arity: [0, 0],
  call: (_args, scope) => scope.random.uuid(),
};
