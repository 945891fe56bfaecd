import { isObject, type Json } from '../../../core/json.ts';

/** Names every object inherits: they are data only where the object has them itself. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** A member of an object; undefined where there is none. */
export function member(value: Json | undefined, name: string): Json | undefined {
  if (!isObject(value)) return undefined;
  return INHERITED.has(name) && !Object.hasOwn(value, name) ? undefined : value[name];
}

/**
 * Compiles member names and array indexes to a walk through a value: undefined where they lead
 * nowhere. A negative index counts from the end.
 */
export function compileWalk(
  keys: readonly (string | number)[],
): (start: Json | undefined) => Json | undefined {
  const plain = keys.every((key) => typeof key === 'number' || !INHERITED.has(key));
  return plain ? (start) => walk(start, keys) : (start) => walkWarily(start, keys);
}

/** None of the names is inherited: what is not undefined is the object's own. */
function walk(start: Json | undefined, keys: readonly (string | number)[]): Json | undefined {
  let value = start;
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at]!;
    if (typeof key === 'number') value = Array.isArray(value) ? value.at(key) : undefined;
    else value = isObject(value) ? value[key] : undefined;
  }
  return value;
}

function walkWarily(start: Json | undefined, keys: readonly (string | number)[]): Json | undefined {
  return keys.reduce<Json | undefined>((value, key) => {
    if (typeof key === 'string') return member(value, key);
    return Array.isArray(value) ? value.at(key) : undefined;
  }, start);
}
