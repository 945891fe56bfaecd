import type { Json } from '../../../core/json.ts';
import { isTimestamp } from '../../language/timestamp.ts';
import { stringMatches } from './string-matches.ts';

/** Given what to compare with, whether a value compares so. Values of another type never do. */
export type Operator = (operand: Json) => (value: Json) => boolean;

/** `IsBoolean: false` holds for everything that is not a boolean (recorded). */
export const TYPE_TESTS: Readonly<Record<string, (value: Json) => boolean>> = {
  IsBoolean: (value) => typeof value === 'boolean',
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === 'number',
  IsString: (value) => typeof value === 'string',
  IsTimestamp: (value) => isTimestamp(value),
};

type Order = (left: number | string, right: number | string) => boolean;

const ORDERS: Readonly<Record<string, Order>> = {
  Equals: (left, right) => left === right,
  LessThan: (left, right) => left < right,
  LessThanEquals: (left, right) => left <= right,
  GreaterThan: (left, right) => left > right,
  GreaterThanEquals: (left, right) => left >= right,
};

function text(value: Json): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: Json): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function time(value: Json): number | undefined {
  return isTimestamp(value) ? Date.parse(value) : undefined;
}

function ordered<T extends number | string>(
  read: (value: Json) => T | undefined,
  order: Order,
): Operator {
  return (operand) => {
    const right = read(operand);
    if (right === undefined) return () => false;
    return (value) => {
      const left = read(value);
      return left !== undefined && order(left, right);
    };
  };
}

function family(name: string, read: (value: Json) => number | string | undefined) {
  return Object.entries(ORDERS).map(
    ([order, holds]) => [name + order, ordered(read, holds)] as const,
  );
}

/**
 * The comparison operators; each has a `...Path` twin.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html#amazon-states-language-choice-state-rules
 */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  ...Object.fromEntries(family('String', text)),
  ...Object.fromEntries(family('Numeric', number)),
  ...Object.fromEntries(family('Timestamp', time)),
  BooleanEquals: (operand) => (value) => typeof value === 'boolean' && value === operand,
  StringMatches: (operand) => {
    if (typeof operand !== 'string') return () => false;
    const matches = stringMatches(operand);
    return (value) => typeof value === 'string' && matches(value);
  },
};
