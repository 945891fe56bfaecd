import { validation } from '../errors.ts';

type Input = Readonly<Record<string, unknown>>;

/** What expressions took the place of, in the order of AWS's messages. */
const LEGACY = [
  'AttributesToGet',
  'AttributeUpdates',
  'ScanFilter',
  'QueryFilter',
  'Expected',
  'ConditionalOperator',
  'KeyConditions',
];

/**
 * The part of a transaction that brings no expression at all, without the placeholders that none of
 * it could use: there, unlike in a request of its own, AWS takes them.
 */
export function withUsablePlaceholders<Part extends object>(
  part: Part,
  expressions: readonly string[],
): Part {
  if (expressions.some((member) => (part as Input)[member] !== undefined)) return part;
  return { ...part, ExpressionAttributeNames: undefined, ExpressionAttributeValues: undefined };
}

/**
 * Expressions exclude what they took the place of. Placeholders need an expression that may use them;
 * projections use no values.
 */
export function requireExpressions(input: object, expressions: readonly string[]): void {
  const given = input as Input;
  const present = expressions.filter((member) => given[member] !== undefined);
  const legacy = LEGACY.filter((member) => given[member] !== undefined);
  if (legacy.length > 0 && present.length > 0) {
    throw validation(
      `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${legacy.join(', ')}} Expression parameters: {${present.join(', ')}}`,
    );
  }
  if (given.ExpressionAttributeNames !== undefined && present.length === 0) {
    throw validation('ExpressionAttributeNames can only be specified when using expressions');
  }
  if (given.ExpressionAttributeValues === undefined) return;
  const users = expressions.filter((member) => member !== 'ProjectionExpression');
  if (users.some((member) => given[member] !== undefined)) return;
  const verb = users.length > 1 ? 'are' : 'is';
  throw validation(
    `ExpressionAttributeValues can only be specified when using expressions: ${users.join(' and ')} ${verb} null`,
  );
}
