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
