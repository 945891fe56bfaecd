import { AwsError } from '../../core/errors.ts';

/** A value that the API model or CloudWatch's rules do not allow. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}

export function invalidCombination(message: string): AwsError {
  return new AwsError('InvalidParameterCombinationException', message);
}

export function missingParameter(name: string): AwsError {
  return new AwsError('MissingRequiredParameterException', `The parameter ${name} is required.`);
}
