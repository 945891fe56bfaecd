import { AwsError } from '../../../core/errors.ts';

export function streamNotFound(arn: string): AwsError {
  const message = `Requested resource not found: Stream: ${arn} not found`;
  return new AwsError('ResourceNotFoundException', message);
}

export function shardNotFound(): AwsError {
  const message = 'Requested resource not found: Shard does not exist';
  return new AwsError('ResourceNotFoundException', message);
}

/** Of records that are older than a day. */
export function trimmed(): AwsError {
  const message = 'The data you are trying to access has been trimmed';
  return new AwsError('TrimmedDataAccessException', message);
}
