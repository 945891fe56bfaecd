import { inOrder } from '../../../core/wildcards.ts';
import { compileRegex } from './regex.ts';

/** What a selector or field is compared with. */
export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export const OPERATORS: readonly Operator[] = ['!=', '<=', '>=', '=', '<', '>'];

/** Tells whether a value of a log event fulfils a comparison. */
export type Comparison = (value: unknown) => boolean;

/**
 * A comparison with what the pattern says: a number (`400`), text with `*` for anything
 * (`"4*"`, `BAD*`), or a regular expression between percent signs (`%4[0-9]{2}%`).
 * Undefined: the operator does not take such an operand.
 */
export function comparison(operator: Operator, operand: string): Comparison | undefined {
  if (operator !== '=' && operator !== '!=') return ordering(operator, operand);
  const matches = equality(operand);
  return operator === '=' ? matches : (value) => value !== undefined && !matches(value);
}

function ordering(operator: Operator, operand: string): Comparison | undefined {
  const limit = numeric(operand);
  if (limit === undefined) return undefined;
  return (value) => {
    const number = typeof value === 'number' ? value : numeric(value);
    if (number === undefined) return false;
    if (operator === '<') return number < limit;
    if (operator === '<=') return number <= limit;
    return operator === '>' ? number > limit : number >= limit;
  };
}

function equality(operand: string): Comparison {
  if (operand.length > 1 && operand.startsWith('%') && operand.endsWith('%')) {
    const matches = compileRegex(operand.slice(1, -1));
    return (value) => isScalar(value) && matches(String(value));
  }
  const quoted = /^"(.*)"$/s.exec(operand);
  const text = quoted?.[1]?.replaceAll('\\"', '"') ?? operand;
  const matches = inOrder(text.split('*'));
  const number = quoted === null ? numeric(text) : undefined;
  return (value) => {
    if (number !== undefined && isScalar(value) && numeric(value) === number) return true;
    return isScalar(value) && matches(String(value));
  };
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function numeric(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(value)) {
    return undefined;
  }
  return Number(value);
}
