import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { compareNumbers, isNumber, JsonNumber } from '../../core/json-number.ts';
import { LONG_NUMBER, look, lookThrough } from './visits.ts';

/** Whether two JSON values are the same; the order of an object's members does not count. */
export function deepEqual(left: Json, right: Json): boolean {
  look();
  if (left === right) return true;
  if (left instanceof JsonNumber || right instanceof JsonNumber) {
    look(LONG_NUMBER);
    return isNumber(left) && isNumber(right) && compareNumbers(left, right) === 0;
  }
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => deepEqual(item, right[index]!))
    );
  }
  if (!isObject(left) || !isObject(right)) return false;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && deepEqual(left[name]!, right[name]!))
  );
}

/** Text that two JSON values share exactly when they are the same. */
export function canonicalText(value: Json): string {
  lookThrough(value);
  return JSON.stringify(value, function (this: JsonObject, name: string, member: unknown) {
    look(2);
    const own = this[name];
    if (own instanceof JsonNumber) return typeof own.exact === 'bigint' ? member : own.exact;
    return isObject(member) ? { members: Object.entries(member).sort(byName) } : member;
  });
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
