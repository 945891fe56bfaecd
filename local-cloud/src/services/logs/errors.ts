import { AwsError } from '../../core/errors.ts';

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

export function noSuchLogGroup(): AwsError {
  return new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
}

export function noSuchLogStream(): AwsError {
  return new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
}

export function alreadyExists(what: 'log group' | 'log stream'): AwsError {
  return new AwsError('ResourceAlreadyExistsException', `The specified ${what} already exists`);
}
