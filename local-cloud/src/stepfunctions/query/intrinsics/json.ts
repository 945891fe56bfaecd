import { isObject, type Json, type JsonObject, setMember } from '../../../core/json.ts';
import { parseJson } from '../../parse-json.ts';
import { look, lookThrough } from '../visits.ts';
import { type Intrinsic, InvalidArguments, textArgument } from './intrinsic.ts';

/** Intrinsics for JSON data manipulation. */
export const jsonIntrinsics: readonly Intrinsic[] = [
  /** `States.JsonMerge(first, second, false)`: members of both objects, the second's winning. */
  { name: 'States.JsonMerge', arity: [3, 3], call: merge },
  /** `States.JsonToString(value)`: the value as compact JSON text. */
  { name: 'States.JsonToString', arity: [1, 1], call: toText },
  /** `States.StringToJson(text)`: the parsed value. Recorded: blank text gives null. */
  { name: 'States.StringToJson', arity: [1, 1], call: parse },
];

function toText([value]: readonly Json[]): Json {
  lookThrough(value!);
  return JSON.stringify(value);
}

/** To copy a member of a large object takes as long as to look at so many values. */
const MERGED = 16;

function merge([first, second, deep]: readonly Json[]): Json {
  if (!isObject(first) || !isObject(second)) {
    throw new InvalidArguments('the first and second arguments must be objects');
  }
  if (deep === false) {
    const merged: JsonObject = {};
    // Of large objects `...` takes twice as long.
    for (const object of [first, second]) {
      for (const name of Object.keys(object)) setMember(merged, name, object[name]!);
    }
    look(MERGED * Object.keys(merged).length);
    return merged;
  }
  // https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
  throw new InvalidArguments('the third argument must be false: AWS merges shallowly only');
}

function parse([first]: readonly Json[]): Json {
  const text = textArgument(first, 'first');
  look(text.length / 2);
  if (text.trim() === '') return null;
  try {
    return parseJson(text);
  } catch {
    throw new InvalidArguments('the first argument must be JSON text');
  }
}
