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
