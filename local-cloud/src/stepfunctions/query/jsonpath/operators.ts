import { isObject, type Json } from '../../../core/json.ts';
import { compareNumbers, isNumber } from '../../../core/json-number.ts';
import { deepEqual } from '../deep-equal.ts';

type Compare = (left: Json, right: Json) => boolean;

/** Jayway's filter operators. https://github.com/json-path/JsonPath#filter-operators */
const OPERATORS: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ['==', equal],
  ['!=', (left, right) => !equal(left, right)],
  ['===', deepEqual],
  ['!==', (left, right) => !deepEqual(left, right)],
  ['<', (left, right) => order(left, right) < 0],
  ['<=', (left, right) => order(left, right) <= 0],
  ['>', (left, right) => order(left, right) > 0],
  ['>=', (left, right) => order(left, right) >= 0],
  ['IN', (left, right) => has(right, left)],
  ['NIN', (left, right) => !has(right, left)],
  ['CONTAINS', contains],
  ['ALL', (left, right) => isSubset(right, left)],
  ['SUBSETOF', (left, right) => isSubset(left, right)],
  ['ANYOF', (left, right) => meets(left, right)],
  ['NONEOF', (left, right) => Array.isArray(left) && !meets(left, right)],
  ['SIZE', (left, right) => isNumber(right) && sizeOf(left) === Number(right)],
  ['EMPTY', (left, right) => isEmpty(left) === right],
]);

/** The comparison of this name, word operators in either case; undefined: there is none. */
export function operator(name: string): Compare | undefined {
  return OPERATORS.get(name.toUpperCase());
}

/** Numbers and booleans equal the strings that spell them: AWS's Jayway reads literals as text. */
function equal(left: Json, right: Json): boolean {
  if (isNumber(left) && typeof right === 'string') return numberOf(left) === numberOf(right);
  if (typeof left === 'string' && isNumber(right)) return numberOf(left) === numberOf(right);
  if (typeof left === 'boolean' && typeof right === 'string') return String(left) === right;
  return deepEqual(left, right);
}

/** Below, at or above 0 as left stands to right; NaN where they have no order. */
function order(left: Json, right: Json): number {
  if (typeof left === 'string' && typeof right === 'string') {
    return left === right ? 0 : left < right ? -1 : 1;
  }
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right);
  return numberOf(left) - numberOf(right);
}

function numberOf(value: Json): number {
  if (isNumber(value)) return Number(value);
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

function has(list: Json, value: Json): boolean {
  return Array.isArray(list) && list.some((item) => equal(item, value));
}

function contains(left: Json, right: Json): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left.includes(right);
  return has(left, right);
}

function isSubset(part: Json, whole: Json): boolean {
  return Array.isArray(part) && Array.isArray(whole) && part.every((item) => has(whole, item));
}

function meets(left: Json, right: Json): boolean {
  return Array.isArray(left) && left.some((item) => has(right, item));
}

function sizeOf(value: Json): number | undefined {
  return typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
}

function isEmpty(value: Json): boolean | undefined {
  if (isObject(value)) return Object.keys(value).length === 0;
  const size = sizeOf(value);
  return size === undefined ? undefined : size === 0;
}
