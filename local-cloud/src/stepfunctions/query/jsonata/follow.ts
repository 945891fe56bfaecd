import type { Json } from '../../../core/json.ts';
import { member } from '../jsonpath/walk.ts';
import { type DirectValue, UNSURE } from './direct-value.ts';

/**
 * What a path of names finds in a value. Through objects it is a walk. An array it maps over,
 * joining what it finds; of one thing found it gives that alone, of none nothing.
 * https://docs.jsonata.org/processing#sequences
 */
export function follow(start: DirectValue, names: readonly string[]): DirectValue {
  let value = start;
  for (let at = 0; at < names.length; at++) {
    if (value === UNSURE || value === undefined) return value;
    if (Array.isArray(value)) return followAll(value, names, at);
    value = member(value, names[at]!);
  }
  return value;
}

/** Arrays of arrays are left to jsonata. */
function followAll(start: Json[], names: readonly string[], from: number): DirectValue {
  let items = start;
  for (let at = from; at < names.length; at++) {
    if (items.some(Array.isArray)) return UNSURE;
    const found = items
      .map((item) => member(item, names[at]!))
      .filter((each) => each !== undefined);
    // One array found by the last name is the value itself, not a sequence.
    if (at === names.length - 1 && found.length === 1) return found[0];
    items = found.flat();
  }
  return items.length > 1 ? items : items[0];
}
