import { compareNumbers, isNumber, JsonNumber } from '../../../core/json-number.ts';
import { type Budget, COST, LONGEST_NUMBER, MappingError } from './budget.ts';
import type { Operator } from './nodes.ts';
import { isDouble, type Value } from './values.ts';
import { textOf } from './write-value.ts';

type Figure = number | JsonNumber;

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
  spendDigits([left, right], budget);
  return isComparison(operator) ? compare(operator, left, right) : calculate(operator, left, right);
}

/** What the sign `-` makes of a value. */
export function negative(value: Value, budget: Budget): Value {
  if (!isNumber(value)) return null;
  spendDigits([value], budget);
  return calculate('-', 0, value);
}

/** Numbers as numbers, everything else as the text that it writes: `1 == "1"`. */
export function equal(left: Value, right: Value, budget: Budget): boolean {
  if (isNumber(left) && isNumber(right)) {
    spendDigits([left, right], budget);
    return compareNumbers(left, right) === 0;
  }
  if (typeof left !== 'string' && left === right) return true;
  return equalTexts(textOf(left, budget), textOf(right, budget), budget);
}

/** So many characters of texts that are compared take as long as one that is read. */
const COMPARED = 16;

/** Whether they are the same. Throws MappingError. */
export function equalTexts(left: string, right: string, budget: Budget): boolean {
  if (left.length !== right.length) return false;
  budget.spend(left.length / COMPARED, 'comparisons');
  return left === right;
}

/** Their digits are read each time. */
function spendDigits(figures: readonly Figure[], budget: Budget): void {
  for (const figure of figures) {
    if (typeof figure === 'number') continue;
    budget.spend(COST.digit * figure.toString().length, 'long numbers');
  }
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
