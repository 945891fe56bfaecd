import { AwsError } from '../../core/errors.ts';

export function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntityException', message, { status: 404 });
}

export function alreadyExists(message: string): AwsError {
  return new AwsError('EntityAlreadyExistsException', message, { status: 409 });
}

export function deleteConflict(message: string): AwsError {
  return new AwsError('DeleteConflictException', message, { status: 409 });
}

export function limitExceeded(message: string): AwsError {
  return new AwsError('LimitExceededException', message, { status: 409 });
}

export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
