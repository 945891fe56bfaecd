import type { Json } from '../../../core/json.ts';
import { canonicalText } from '../deep-equal.ts';
import { arrayArgument, type Intrinsic } from './intrinsic.ts';

/** `States.ArrayUnique(array)`: the first of each of the equal elements, in order. */
export const arrayUnique: Intrinsic = {
  name: 'States.ArrayUnique',
  arity: [1, 1],
  call([array]) {
    const first = new Map<string, Json>();
    for (const item of arrayArgument(array, 'first')) {
      const text = canonicalText(item);
      if (!first.has(text)) first.set(text, item);
    }
    return [...first.values()];
  },
};
