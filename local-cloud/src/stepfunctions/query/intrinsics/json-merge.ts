import { isObject } from '../../../core/json.ts';
import { type Intrinsic, InvalidArguments } from './intrinsic.ts';

/** `States.JsonMerge(first, second, false)`: members of both objects, the second's winning. */
export const jsonMerge: Intrinsic = {
  name: 'States.JsonMerge',
  arity: [3, 3],
  call([first, second, deep]) {
    if (!isObject(first) || !isObject(second)) {
      throw new InvalidArguments('the first and second arguments must be objects');
    }
    if (deep === false) return { ...first, ...second };
    // https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
    throw new InvalidArguments('the third argument must be false: AWS merges shallowly only');
  },
};
