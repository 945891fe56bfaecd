import type { PatternReader, Token } from './reader.ts';
import { comparable, type Matches, valued } from './values.ts';

type Bound = (value: number, limit: number) => boolean;
const BOUNDS: Readonly<Record<string, Bound>> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};
const TOO_MANY = 'Too many elements in numeric expression';

/**
 * `["=", 5]`, `["<", 5]`, or a lower bound followed by an upper one: `[">", 0, "<=", 5]`, and the
 * brace behind it.
 */
export function numeric(reader: PatternReader): Matches {
  if (reader.next().kind !== '[') reader.fail('Value of numeric must be an array.');
  const operator = operatorOf(reader, reader.next(), 'Invalid member in numeric match');
  if (!Object.hasOwn(BOUNDS, operator)) {
    reader.fail(`Unrecognized numeric range operator: ${operator}`);
  }
  const limit = limitOf(reader, operator);
  const first = within(operator, limit);
  const next = reader.next();
  const last = next.kind === ']' ? first : upperBound(reader, next, operator, limit);
  if (reader.next().kind !== '}') reader.fail(TOO_MANY);
  return (value) => typeof value === 'number' && first(value) && last(value);
}

function upperBound(reader: PatternReader, token: Token, lower: string, bottom: number) {
  if (!lower.startsWith('>')) reader.fail(TOO_MANY);
  const operator = operatorOf(reader, token, 'Bad value in numeric range');
  if (!operator.startsWith('<')) reader.fail(`Bad numeric range operator: ${operator}`);
  const top = limitOf(reader, operator);
  if (reader.next().kind !== ']') reader.fail('Too many terms in numeric range expression');
  if (bottom >= top) reader.fail('Bottom must be less than top');
  return within(operator, top);
}

function within(operator: string, limit: number): (value: number) => boolean {
  const compare = BOUNDS[operator]!;
  return (value) => compare(value, limit);
}

function operatorOf(reader: PatternReader, token: Token, problem: string): string {
  const text = token.kind === 'string' ? reader.textOf(token) : token.text;
  return token.kind === 'string' ? text : reader.fail(`${problem}: ${text}`);
}

function limitOf(reader: PatternReader, operator: string): number {
  const token = reader.next();
  if (token.kind !== 'number') {
    reader.fail(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`);
  }
  return valued(
    () => comparable(token.text),
    (reason) => reader.fail(reason),
  );
}
