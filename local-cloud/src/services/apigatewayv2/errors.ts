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
