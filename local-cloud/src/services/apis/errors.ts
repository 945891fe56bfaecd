import { AwsError } from '../../core/errors.ts';

export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', message, { status: 404 });
}

export function badRequest(message: string): AwsError {
  return new AwsError('BadRequestException', message);
}

export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message, { status: 409 });
}

/** An API has as many of something as it may. */
export function limitExceeded(what: string): AwsError {
  return new AwsError(
    'LimitExceededException',
    `Maximum number of ${what} for this API has been reached. Please contact AWS if you need additional ${what}.`,
    { status: 429 },
  );
}
