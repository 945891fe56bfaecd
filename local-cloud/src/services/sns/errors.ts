import { AwsError } from '../../core/errors.ts';

/** `Invalid parameter: TopicArn Reason: ...`, as SNS words it. */
export function invalidParameter(parameter: string, reason?: string): AwsError {
  const why = reason === undefined ? '' : ` Reason: ${reason}`;
  return new AwsError('InvalidParameterException', `Invalid parameter: ${parameter}${why}`);
}

export function invalidToken(): AwsError {
  return new AwsError('InvalidParameterException', 'Invalid token');
}

export function noValue(parameter: string): AwsError {
  return invalidParameter(parameter, 'no value for required parameter');
}

/**
 * How many elements an ARN has. Throws InvalidParameterException where those are too few for any ARN.
 */
export function elementsOf(parameter: string, arn: string): number {
  const count = arn.split(':').length;
  if (count >= 6) return count;
  throw invalidParameter(parameter, `An ARN must have at least 6 elements, not ${count}`);
}

export function topicNotFound(): AwsError {
  return new AwsError('NotFoundException', 'Topic does not exist', { status: 404 });
}

export function subscriptionNotFound(): AwsError {
  return new AwsError('NotFoundException', 'Subscription does not exist', { status: 404 });
}
