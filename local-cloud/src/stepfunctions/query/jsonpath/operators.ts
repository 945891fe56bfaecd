import { isObject, type Json } from '../../../json.ts';
import { deepEqual } from '../deepEqual.ts';
import { BoundedRegex } from '../regex.ts';
import type { Predicate } from './tokens.ts';

/** One side of a comparison: undefined where its path leads nowhere. */
export type Operand = (item: Json, root: Json) => Value;

type Value = Json | undefined | BoundedRegex;
type Compare = (left: Value, right: Value) => boolean;

/** Jayway's filter operators. https://github.com/json-path/JsonPath#filter-operators */
const OPERATORS: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ['==', equal],
  ['!=', (left, right) => !equal(left, right)],
  ['===', (left, right) => typeof left === typeof right && equal(left, right)],
  ['!==', (left, right) => !(typeof left === typeof right && equal(left, right))],
  ['<', (left, right) => ordered(left, right, (order) => order < 0)],
  ['<=', (left, right) => ordered(left, right, (order) => order <= 0)],
  ['>', (left, right) => ordered(left, right, (order) => order > 0)],
  ['>=', (left, right) => ordered(left, right, (order) => order >= 0)],
  ['=~', matches],
  ['IN', (left, right) => contains(right, left)],
  ['NIN', (left, right) => !contains(right, left)],
  ['CONTAINS', holds],
  ['ALL', (left, right) => all(right, (value) => contains(left, value)) && Array.isArray(left)],
  [
    'SUBSETOF',
    (left, right) => Array.isArray(right) && all(left, (value) => contains(right, value)),
  ],
  ['ANYOF', (left, right) => some(left, (value) => contains(right, value))],
  [
    'NONEOF',
    (left, right) => Array.isArray(left) && !some(left, (value) => contains(right, value)),
  ],
  ['SIZE', (left, right) => size(left) !== undefined && size(left) === right],
  ['EMPTY', (left, right) => isEmpty(left) !== undefined && isEmpty(left) === right],
]);

export function isOperator(operator: string): boolean {
  return OPERATORS.has(operator.toUpperCase());
}

/** `left operator right` as a predicate. Word operators are read in either case. */
export function comparison(operator: string, left: Operand, right: Operand): Predicate {
  const compare = OPERATORS.get(operator.toUpperCase())!;
  return (item, root) => compare(left(item, root), right(item, root));
}

function isJson(value: Value): value is Json {
  return value !== undefined && !isRegex(value);
}

/** Numbers and strings compare as what the left side is: `1 == '1.0'` holds, `'1' == 1.0` too. */
function equal(left: Value, right: Value): boolean {
  if (!isJson(left) || !isJson(right)) return false;
  if (typeof left === 'number' && typeof right === 'string')
    return right !== '' && left === Number(right);
  if (typeof left === 'string' && typeof right === 'number') return left === String(right);
  return deepEqual(left, right);
}

function ordered(left: Value, right: Value, accepts: (order: number) => boolean): boolean {
  if (typeof left === 'number' && typeof right === 'number') return accepts(left - right);
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  return accepts(left < right ? -1 : left > right ? 1 : 0);
}

function isRegex(value: Value): value is BoundedRegex {
  return value instanceof BoundedRegex;
}

function matches(left: Value, right: Value): boolean {
  if (isRegex(left) === isRegex(right)) return false;
  const [regex, value] = isRegex(left)
    ? [left, right as Json]
    : [right as BoundedRegex, left as Json];
  const texts = Array.isArray(value) ? value : [value];
  return texts.some((text) => regex.exec(scalarText(text)) !== null);
}

/** What Jayway matches a pattern against: a scalar's text, '' for anything else. */
function scalarText(value: Json | undefined): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}

function contains(list: Value, value: Value): boolean {
  return Array.isArray(list) && list.some((item) => equal(item, value));
}

function holds(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left.includes(right);
  return contains(left, right);
}

function all(list: Value, accepts: (value: Json) => boolean): boolean {
  return Array.isArray(list) && list.every(accepts);
}

function some(list: Value, accepts: (value: Json) => boolean): boolean {
  return Array.isArray(list) && list.some(accepts);
}

function size(value: Value): number | undefined {
  return typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
}

function isEmpty(value: Value): boolean | undefined {
  if (typeof value === 'string' || Array.isArray(value)) return value.length === 0;
  return isObject(value) ? Object.keys(value).length === 0 : undefined;
}
