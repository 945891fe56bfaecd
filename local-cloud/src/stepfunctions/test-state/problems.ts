import { AwsError } from '../../core/errors.ts';

/** What TestState answers to a request that it cannot make sense of. Texts: recorded. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

export function invalidDefinition(message: string): AwsError {
  return new AwsError('InvalidDefinition', message);
}
