import { compareNumbers, isNumber, JsonNumber } from '../../../core/json-number.ts';
import { type Budget, MappingError } from './budget.ts';
import type { Operator } from './nodes.ts';
import { isDouble, type Value } from './values.ts';
import { textOf } from './write-value.ts';

type Figure = number | JsonNumber;

/** In digits: without a bound each multiplication makes a number twice as long. */
const LONGEST_NUMBER = 1_000;

/**
 * What an operator other than `&&` and `||` gives. Null where it has no value: that of a text and a
 * number but with `+`, and whatever is divided by zero. Throws MappingError for numbers without end.
 * https://velocity.apache.org/engine/1.7/user-guide.html
 */
export function apply(operator: Operator, left: Value, right: Value, budget: Budget): Value {
  if (operator === '==') return equal(left, right, budget);
  if (operator === '!=') return !equal(left, right, budget);
  const isText = typeof left === 'string' || typeof right === 'string';
  if (operator === '+' && isText) return joined(left, right, budget);
  if (!isNumber(left) || !isNumber(right)) return isComparison(operator) ? false : null;
  return isComparison(operator) ? compare(operator, left, right) : calculate(operator, left, right);
}

/** What the sign `-` makes of a value. */
export function negative(value: Value): Value {
  return isNumber(value) ? calculate('-', 0, value) : null;
}

/** Numbers as numbers, everything else as the text that it writes: `1 == "1"`. */
export function equal(left: Value, right: Value, budget: Budget): boolean {
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right) === 0;
  return left === right || textOf(left, budget) === textOf(right, budget);
}

function joined(left: Value, right: Value, budget: Budget): string {
  const texts = [textOf(left, budget), textOf(right, budget)];
  budget.allow(texts[0]!.length + texts[1]!.length);
  return texts.join('');
}

function isComparison(operator: Operator): boolean {
  return operator.startsWith('<') || operator.startsWith('>');
}

/** Texts have no order: what is compared with one is false, on either side. */
function compare(operator: Operator, left: Figure, right: Figure): boolean {
  const order = compareNumbers(left, right);
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}

function calculate(operator: Operator, left: Figure, right: Figure): Value {
  if (isDouble(left) || isDouble(right)) return double(operator, +left, +right);
  const [a, b] = [exact(left), exact(right)];
  if (b === 0n && (operator === '/' || operator === '%')) return null;
  const result = whole(operator, a, b);
  const text = result.toString();
  if (text.length > LONGEST_NUMBER) {
    throw new MappingError(`The template makes a number of more than ${LONGEST_NUMBER} digits`);
  }
  return Number.isSafeInteger(+text) ? +text : new JsonNumber(text);
}

function exact(value: Figure): bigint {
  return BigInt(typeof value === 'number' ? value : value.toString());
}

function whole(operator: Operator, a: bigint, b: bigint): bigint {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  return operator === '/' ? a / b : a % b;
}

function double(operator: Operator, a: number, b: number): Value {
  if (b === 0 && (operator === '/' || operator === '%')) return null;
  const result = real(operator, a, b);
  return Number.isSafeInteger(result) ? new JsonNumber(`${result}.0`) : result;
}

function real(operator: Operator, a: number, b: number): number {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  return operator === '/' ? a / b : a % b;
}
