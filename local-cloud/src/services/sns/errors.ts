import { AwsError } from '../../core/errors.ts';

/** `Invalid parameter: TopicArn Reason: ...`, as SNS words it. */
export function invalidParameter(parameter: string, reason?: string): AwsError {
  const why = reason === undefined ? '' : ` Reason: ${reason}`;
  return new AwsError('InvalidParameterException', `Invalid parameter: ${parameter}${why}`);
}

export function noValue(parameter: string): AwsError {
  return invalidParameter(parameter, 'no value for required parameter');
}

export function topicNotFound(): AwsError {
  return new AwsError('NotFoundException', 'Topic does not exist', { status: 404 });
}

export function subscriptionNotFound(): AwsError {
  return new AwsError('NotFoundException', 'Subscription does not exist', { status: 404 });
}
