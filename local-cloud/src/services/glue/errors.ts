import { AwsError } from '../../core/errors.ts';

export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInputException', message);
}

export function notFound(message: string): AwsError {
  return new AwsError('EntityNotFoundException', message);
}

export function concurrentRunsExceeded(jobName: string): AwsError {
  const message = `Concurrent runs exceeded for ${jobName}`;
  return new AwsError('ConcurrentRunsExceededException', message);
}

/** What keeps a run from being begun, in the words of its ErrorMessage. */
export class CannotExecute extends Error {
  override readonly name = 'CannotExecute';
}
