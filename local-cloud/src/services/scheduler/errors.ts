import { AwsError } from '../../core/errors.ts';

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** @param what `Schedule` or `Schedule group` */
export function notFound(what: string, name: string): AwsError {
  return new AwsError('ResourceNotFoundException', `${what} ${name} does not exist.`, {
    status: 404,
  });
}

/** @param what `Schedule` or `Schedule group` */
export function alreadyExists(what: string, name: string): AwsError {
  return new AwsError('ConflictException', `${what} ${name} already exists.`, { status: 409 });
}
