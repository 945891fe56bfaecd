import { JsonNumber } from './json-number.ts';

/** A JSON value, as it stands in a payload, a template or a policy. */
export type Json = null | boolean | number | JsonNumber | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof JsonNumber)
  );
}

/** The deepest nesting of objects and arrays that AWS's JSON parser (Jackson) reads. */
export const DEEPEST = 1000;

/** Whether a value is nested deeper than so many levels. */
export function isTooDeep(value: Json, levels = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  // Without a list of what is in it: a payload has 130,000 values.
  if (Array.isArray(value)) {
    for (const item of value) if (isTooDeep(item, levels - 1)) return true;
  } else {
    const members = value as JsonObject;
    for (const name in members) if (isTooDeep(members[name]!, levels - 1)) return true;
  }
  return false;
}

/** A member that an object has itself: `constructor` is a name like any other. */
export function memberOf<Value>(
  object: Readonly<Record<string, Value>>,
  name: string,
): Value | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Sets a member as data: `__proto__` is a name like any other. */
export function setMember<Value>(target: Record<string, Value>, name: string, value: Value): void {
  if (name !== '__proto__') target[name] = value;
  else {
    const property = { value, enumerable: true, configurable: true, writable: true };
    Object.defineProperty(target, name, property);
  }
}
