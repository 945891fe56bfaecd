import { type DirectValue, textOf, UNSURE } from './direct-value.ts';

type Operator = (left: DirectValue, right: DirectValue) => DirectValue;

/** JSONata's operators, for scalars; UNSURE for what they take otherwise, or refuse. */
export const DIRECT_OPERATORS: ReadonlyMap<unknown, Operator> = new Map<string, Operator>([
  ['+', arithmetic((a, b) => a + b)],
  ['-', arithmetic((a, b) => a - b)],
  ['*', arithmetic((a, b) => a * b)],
  ['/', arithmetic((a, b) => a / b)],
  ['%', arithmetic((a, b) => a % b)],
  ['=', equality(true)],
  ['!=', equality(false)],
  ['<', comparison((a, b) => a < b)],
  ['<=', comparison((a, b) => a <= b)],
  ['>', comparison((a, b) => a > b)],
  ['>=', comparison((a, b) => a >= b)],
  ['&', concatenation],
]);

/** Two numbers with a finite result; `+ 0` turns -0 to 0, as in JSON. */
function arithmetic(compute: (a: number, b: number) => number): Operator {
  return (left, right) => {
    if (typeof left !== 'number' || typeof right !== 'number') return UNSURE;
    const result = compute(left, right);
    return Number.isFinite(result) ? result + 0 : UNSURE;
  };
}

function equality(wanted: boolean): Operator {
  return (left, right) => {
    if (left === UNSURE || right === UNSURE) return UNSURE;
    if (left === undefined || right === undefined) return false;
    if (typeof left === 'object' && left !== null && typeof right === 'object') return UNSURE;
    return (left === right) === wanted;
  };
}

function comparison(compare: (a: string | number, b: string | number) => boolean): Operator {
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return compare(left, right);
    return typeof left === 'string' && typeof right === 'string' ? compare(left, right) : UNSURE;
  };
}

function concatenation(left: DirectValue, right: DirectValue): DirectValue {
  const before = textOf(left);
  const after = textOf(right);
  return before === UNSURE || after === UNSURE ? UNSURE : before + after;
}
