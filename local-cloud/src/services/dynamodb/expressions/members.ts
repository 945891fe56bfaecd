import { validation } from '../errors.ts';

type Input = Readonly<Record<string, unknown>>;

/** Placeholders need an expression that may use them; projections use no values. */
export function requireExpressions(input: object, expressions: readonly string[]): void {
  const given = input as Input;
  const present = expressions.filter((member) => given[member] !== undefined);
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
