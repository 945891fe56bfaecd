import { AwsError } from '../../core/errors.ts';

/** Lambda's errors say whose fault they are in a member of their own. */
export function lambdaError(code: string, message: string, status = 400): AwsError {
  return new AwsError(code, message, { status, members: { Type: 'User' } });
}

export function notFound(message: string): AwsError {
  return lambdaError('ResourceNotFoundException', message, 404);
}

export function functionNotFound(arn: string): AwsError {
  return notFound(`Function not found: ${arn}`);
}

export function invalid(message: string): AwsError {
  return lambdaError('InvalidParameterValueException', message);
}

export function conflict(message: string): AwsError {
  return lambdaError('ResourceConflictException', message, 409);
}

/** How AWS words a member that does not meet its constraint. */
export function constraint(value: unknown, member: string, rule: string): AwsError {
  return lambdaError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );
}

/** Checks a whole number against its bounds, both inclusive. */
export function checkRange(
  value: number | undefined,
  member: string,
  [least, most]: readonly [number, number],
): void {
  if (value === undefined) return;
  if (value < least)
    throw constraint(value, member, `have value greater than or equal to ${least}`);
  if (value > most) throw constraint(value, member, `have value less than or equal to ${most}`);
}
