import { AwsError } from '../../core/errors.ts';

export function queueDoesNotExist(): AwsError {
  return new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
}

/** A parameter's value is not allowed. The model has no shape for this error. */
export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

/** `invalidParameter` in the form most parameters have. */
export function invalidValue(parameter: string, value: unknown, reason: string): AwsError {
  return invalidParameter(
    `Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`,
  );
}

export function missingParameter(parameter: string): AwsError {
  return new AwsError('MissingParameter', `The request must contain the parameter ${parameter}.`);
}

export function invalidReceiptHandle(handle: string): AwsError {
  return new AwsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  );
}
