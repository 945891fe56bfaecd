import { AwsError } from '../../core/errors.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html */
export function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

export function client(message: string): AwsError {
  return new AwsError('ClientException', message);
}

export function clusterNotFound(): AwsError {
  return new AwsError('ClusterNotFoundException', 'Cluster not found.');
}

export function clusterContainsTasks(): AwsError {
  const message = 'The Cluster cannot be deleted while Tasks are active.';
  return new AwsError('ClusterContainsTasksException', message);
}

/** A token that was given with another request. */
export function conflict(resourceIds: readonly string[]): AwsError {
  const message = 'The client token was used with a request that differs from this one.';
  return new AwsError('ConflictException', message, { members: { resourceIds } });
}
