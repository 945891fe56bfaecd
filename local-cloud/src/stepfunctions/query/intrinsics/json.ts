import { isObject, type Json } from '../../../core/json.ts';
import { parseJson } from '../../parse-json.ts';
import { type Intrinsic, InvalidArguments, textArgument } from './intrinsic.ts';

/** Intrinsics for JSON data manipulation. */
export const jsonIntrinsics: readonly Intrinsic[] = [
  /** `States.JsonMerge(first, second, false)`: members of both objects, the second's winning. */
  { name: 'States.JsonMerge', arity: [3, 3], call: merge },
  /** `States.JsonToString(value)`: the value as compact JSON text. */
  { name: 'States.JsonToString', arity: [1, 1], call: ([value]) => JSON.stringify(value) },
  /** `States.StringToJson(text)`: the parsed value. Recorded: blank text gives null. */
  { name: 'States.StringToJson', arity: [1, 1], call: parse },
];

function merge([first, second, deep]: readonly Json[]): Json {
  if (!isObject(first) || !isObject(second)) {
    throw new InvalidArguments('the first and second arguments must be objects');
  }
  if (deep === false) return { ...first, ...second };
  // https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
  throw new InvalidArguments('the third argument must be false: AWS merges shallowly only');
}

function parse([first]: readonly Json[]): Json {
  const text = textArgument(first, 'first');
  if (text.trim() === '') return null;
  try {
    return parseJson(text);
  } catch {
    throw new InvalidArguments('the first argument must be JSON text');
  }
}
