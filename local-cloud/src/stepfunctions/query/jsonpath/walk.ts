import type { Json } from '../../../json.ts';

/** Names every object inherits: they are data only where the object has them itself. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Follows member names and array indexes through a value; undefined where they lead nowhere. */
export function walk(
  start: Json | undefined,
  keys: readonly (string | number)[],
): Json | undefined {
  let value = start;
  for (let at = 0; at < keys.length; at++) {
    if (typeof value !== 'object' || value === null) return undefined;
    const key = keys[at]!;
    if (Array.isArray(value)) {
      if (typeof key === 'string') return undefined;
      value = value.at(key);
    } else {
      if (typeof key === 'number') return undefined;
      if (INHERITED.has(key) && !Object.hasOwn(value, key)) return undefined;
      value = value[key];
    }
  }
  return value;
}
