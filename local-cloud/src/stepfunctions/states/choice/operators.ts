import type { Json } from '../../../core/json.ts';
import { compareNumbers, isNumber, type JsonNumber } from '../../../core/json-number.ts';
import { isTimestamp } from '../../language/timestamp.ts';
import { stringMatches } from './string-matches.ts';

/** Given what to compare with, whether a value compares so. Values of another type never do. */
export type Operator = (operand: Json) => (value: Json) => boolean;

/** `IsBoolean: false` holds for everything that is not a boolean (recorded). */
export const TYPE_TESTS: Readonly<Record<string, (value: Json) => boolean>> = {
  IsBoolean: (value) => typeof value === 'boolean',
  IsNull: (value) => value === null,
  IsNumeric: isNumber,
  IsString: (value) => typeof value === 'string',
  IsTimestamp: (value) => isTimestamp(value),
};

/** Given how the left value stands to the right one: negative, zero or positive. */
const ORDERS: Readonly<Record<string, (order: number) => boolean>> = {
  Equals: (order) => order === 0,
  LessThan: (order) => order < 0,
  LessThanEquals: (order) => order <= 0,
  GreaterThan: (order) => order > 0,
  GreaterThanEquals: (order) => order >= 0,
};

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function compareTimes(left: string, right: string): number {
  return Date.parse(left) - Date.parse(right);
}

function isText(value: Json): value is string {
  return typeof value === 'string';
}

function family<T extends Json>(
  name: string,
  isOfIt: (value: Json) => value is T,
  compare: (left: T, right: T) => number,
) {
  const comparing =
    (holds: (order: number) => boolean): Operator =>
    (right) => {
      if (!isOfIt(right)) return () => false;
      return (left) => isOfIt(left) && holds(compare(left, right));
    };
  return Object.entries(ORDERS).map(([order, holds]) => [name + order, comparing(holds)] as const);
}

/**
 * The comparison operators; each has a `...Path` twin.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html#amazon-states-language-choice-state-rules
 */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  ...Object.fromEntries(family('String', isText, compareTexts)),
  ...Object.fromEntries(family<number | JsonNumber>('Numeric', isNumber, compareNumbers)),
  ...Object.fromEntries(family('Timestamp', isTimestamp, compareTimes)),
  BooleanEquals: (operand) => (value) => typeof value === 'boolean' && value === operand,
  StringMatches: (operand) => {
    if (typeof operand !== 'string') return () => false;
    const matches = stringMatches(operand);
    return (value) => typeof value === 'string' && matches(value);
  },
};
