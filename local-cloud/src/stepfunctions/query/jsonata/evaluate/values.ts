import { isObject } from '../../../../core/json.ts';
import { compareNumbers, isNumber, JsonNumber } from '../../../../core/json-number.ts';
import { Callable } from './callable.ts';
import { JsonataFailure } from './failure.ts';
import type { Run } from './frame.ts';

/** Whether a value is a number that JSONata counts with. Throws D1001 for an infinite one. */
export function isNumeric(value: unknown): value is number {
  if (typeof value !== 'number') return value instanceof JsonNumber;
  if (Number.isFinite(value)) return true;
  if (Number.isNaN(value)) return false;
  throw new JsonataFailure('D1001', { value });
}

export function isAllNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isNumeric);
}

export function isAllStrings(value: readonly unknown[]): value is string[] {
  return value.every((item) => typeof item === 'string');
}

/** An object of data: not an array, not a function. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return isObject(value) && !(value instanceof Callable);
}

/** `$boolean`, nothing being false: an array is true where anything in it is. */
export function isTrue(run: Run, value: unknown): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return value !== '';
    case 'number':
      return isNumeric(value) && value !== 0;
    case 'object':
      if (value instanceof JsonNumber) return Number(value) !== 0;
      if (!Array.isArray(value)) return isRecord(value) && hasMembers(value);
      run.spend(value.length);
      return value.some((item) => isTrue(run, item));
    default:
      return false;
  }
}

function hasMembers(object: object): boolean {
  for (const _name in object) return true;
  return false;
}

/** Whether two values are the same, the order of members aside. */
export function isSame(run: Run, left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left instanceof JsonNumber || right instanceof JsonNumber) {
    return isNumber(left) && isNumber(right) && compareNumbers(left, right) === 0;
  }
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  if (left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) return isSameArray(run, left, right);
  return isSameRecord(run, left, right);
}

function isSameRecord(run: Run, left: object, right: object): boolean {
  if (!isRecord(left) || !isRecord(right)) return false;
  const names = Object.keys(left);
  run.spend(1 + names.length);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isSame(run, left[name], right[name]))
  );
}

function isSameArray(run: Run, left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  run.spend(1 + left.length);
  return left.every((item, index) => isSame(run, item, right[index]));
}
