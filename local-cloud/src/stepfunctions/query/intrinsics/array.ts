import type { Json } from '../../../core/json.ts';
import { isNumber } from '../../../core/json-number.ts';
import { canonicalText, deepEqual } from '../deep-equal.ts';
import { chunks, range } from '../shared-functions.ts';
import { look } from '../visits.ts';
import { arrayArgument, type Intrinsic, InvalidArguments, roundedArgument } from './intrinsic.ts';

/** Intrinsics for arrays. */
export const arrayIntrinsics: readonly Intrinsic[] = [
  /** `States.Array(value, ...)`: the arguments as an array. */
  { name: 'States.Array', arity: [0, Number.POSITIVE_INFINITY], call: (args) => [...args] },
  /** `States.ArrayContains(array, value)`: whether an element equals the value, objects by content. */
  { name: 'States.ArrayContains', arity: [2, 2], call: contains },
  /** `States.ArrayGetItem(array, index)`: the element at a zero-based index. */
  { name: 'States.ArrayGetItem', arity: [2, 2], call: getItem },
  /** `States.ArrayLength(array)`. */
  {
    name: 'States.ArrayLength',
    arity: [1, 1],
    call: ([array]) => arrayArgument(array, 'first').length,
  },
  /** `States.ArrayPartition(array, size)`: chunks of `size` elements, the last one perhaps shorter. */
  { name: 'States.ArrayPartition', arity: [2, 2], call: partition },
  /** `States.ArrayRange(first, last, step)`: both ends included, at most 1,000 elements. */
  { name: 'States.ArrayRange', arity: [3, 3], call: rangeOf },
  /** `States.ArrayUnique(array)`: the first of each of the equal elements, in order. */
  { name: 'States.ArrayUnique', arity: [1, 1], call: unique },
];

type Arguments = readonly Json[];

function contains([array, value]: Arguments): Json {
  return arrayArgument(array, 'first').some((item) => deepEqual(item, value!));
}

function getItem([first, index]: Arguments): Json {
  const array = arrayArgument(first, 'first');
  const item = isNumber(index) ? array[Number(index)] : undefined;
  if (item !== undefined) return item;
  throw new InvalidArguments('the second argument must be an index of the array');
}

function partition([first, second]: Arguments): Json {
  const array = arrayArgument(first, 'first');
  look(array.length);
  const size = roundedArgument(second, 'second');
  if (size > 0) return chunks(array, size);
  throw new InvalidArguments('the chunk size must be greater than zero');
}

const MOST_ELEMENTS = 1_000;

function rangeOf([first, last, step]: Arguments): Json {
  const from = roundedArgument(first, 'first');
  const to = roundedArgument(last, 'second');
  const by = roundedArgument(step, 'third');
  if (by === 0) throw new InvalidArguments('the step must not be zero');
  if ((to - from) / by >= MOST_ELEMENTS) {
    throw new InvalidArguments('the range must have at most 1000 elements');
  }
  return range(from, to, by);
}

function unique([array]: Arguments): Json {
  const first = new Map<string, Json>();
  for (const item of arrayArgument(array, 'first')) {
    const text = canonicalText(item);
    if (!first.has(text)) first.set(text, item);
  }
  return [...first.values()];
}
