import { compareNumbers, isNumber } from '../../../../core/json-number.ts';
import type { Node } from '../ast.ts';
import { compile } from './compile.ts';
import { JsonataFailure } from './failure.ts';
import type { Code, Run } from './frame.ts';
import type { Place } from './place.ts';
import { sequence } from './sequence.ts';
import { textOf } from './text.ts';
import { isNumeric, isSame, isTrue } from './values.ts';

type Operator = (left: unknown, right: unknown, run: Run) => unknown;

const OPERATORS: Readonly<Record<string, Operator>> = {
  '+': arithmetic('+', (a, b) => a + b),
  '-': arithmetic('-', (a, b) => a - b),
  '*': arithmetic('*', (a, b) => a * b),
  '/': arithmetic('/', (a, b) => a / b),
  '%': arithmetic('%', (a, b) => a % b),
  '=': (left, right, run) => left !== undefined && right !== undefined && isSame(run, left, right),
  '!=': (left, right, run) =>
    left !== undefined && right !== undefined && !isSame(run, left, right),
  '<': comparison('<', (a, b) => a < b),
  '<=': comparison('<=', (a, b) => a <= b),
  '>': comparison('>', (a, b) => a > b),
  '>=': comparison('>=', (a, b) => a >= b),
  '&': concatenate,
  '..': rangeOf,
  in: isIn,
};

export function compileBinary(node: Node, place: Place): Code {
  const left = compile(node.lhs as Node, place.below);
  const right = compile(node.rhs!, place.below);
  if (node.value === 'and' || node.value === 'or') return logical(node.value, left, right);
  const operate = OPERATORS[String(node.value)]!;
  return (input, frame) => operate(left(input, frame), right(input, frame), frame.run);
}

/** Failures on the right side name the operator, whatever they are of. */
function logical(token: 'and' | 'or', left: Code, right: Code): Code {
  const decided = token === 'or';
  return (input, frame) => {
    if (isTrue(frame.run, left(input, frame)) === decided) return decided;
    try {
      return isTrue(frame.run, right(input, frame));
    } catch (error) {
      if (error instanceof JsonataFailure) error.token = token;
      throw error;
    }
  };
}

export function compileNegation(node: Node, place: Place): Code {
  const operand = compile(node.expression!, place.below);
  return (input, frame) => {
    const value = operand(input, frame);
    if (value === undefined) return undefined;
    if (isNumeric(value)) return -value;
    throw new JsonataFailure('D1002', { value, token: '-' });
  };
}

function arithmetic(token: string, compute: (a: number, b: number) => number): Operator {
  return (left, right) => {
    if (left !== undefined && !isNumeric(left)) {
      throw new JsonataFailure('T2001', { token, value: left });
    }
    if (right !== undefined && !isNumeric(right)) {
      throw new JsonataFailure('T2002', { token, value: right });
    }
    return left === undefined || right === undefined ? undefined : compute(left, right);
  };
}

function comparison(
  token: string,
  compare: (a: string | number, b: string | number) => boolean,
): Operator {
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return compare(left, right);
    if (!isComparable(left) || !isComparable(right)) {
      const value = typeof left === 'string' || isNumber(left) ? right : left;
      throw new JsonataFailure('T2010', { token, value });
    }
    if (left === undefined || right === undefined) return undefined;
    if (isNumber(left) && isNumber(right)) return compare(compareNumbers(left, right), 0);
    if (typeof left === typeof right) return compare(left, right);
    throw new JsonataFailure('T2009', { token, value: left, value2: right });
  };
}

function isComparable(value: unknown): value is string | number | undefined {
  return value === undefined || typeof value === 'string' || isNumber(value);
}

function concatenate(left: unknown, right: unknown, run: Run): string {
  const before = left === undefined ? '' : textOf(run, left);
  const after = right === undefined ? '' : textOf(run, right);
  run.spendJoin(before.length, after.length);
  return before + after;
}

/** The most numbers that JSONata has in a range. */
const LONGEST_RANGE = 1e7;

function rangeOf(left: unknown, right: unknown, run: Run): unknown {
  if (left !== undefined && !isWhole(left)) {
    throw new JsonataFailure('T2003', { token: '..', value: left });
  }
  if (right !== undefined && !isWhole(right)) {
    throw new JsonataFailure('T2004', { token: '..', value: right });
  }
  if (left === undefined || right === undefined) return undefined;
  const first = Number(left);
  const size = Number(right) - first + 1;
  if (size <= 0) return undefined;
  if (size > LONGEST_RANGE) throw new JsonataFailure('D2014', { token: '..', value: size });
  run.spendItems(size);
  return sequence(Array.from({ length: size }, (_, index) => first + index));
}

function isWhole(value: unknown): boolean {
  return isNumber(value) && Number.isInteger(Number(value));
}

function isIn(left: unknown, right: unknown, run: Run): boolean {
  if (left === undefined || right === undefined) return false;
  const isIt = (item: unknown): boolean =>
    isNumber(item) && isNumber(left) ? compareNumbers(item, left) === 0 : item === left;
  if (!Array.isArray(right)) return isIt(right);
  run.spend(right.length);
  return right.some(isIt);
}
