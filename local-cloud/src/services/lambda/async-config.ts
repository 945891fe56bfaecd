import type { FunctionEventInvokeConfig } from '@aws-sdk/client-lambda';
import { notSupported } from '../../core/errors.ts';
import { invalid, notFound } from './errors.ts';
import { type Functions, functionName } from './functions.ts';
import type { AsyncConfig, Qualified } from './qualified.ts';

export interface AsyncConfigInput {
  readonly MaximumRetryAttempts?: number;
  readonly MaximumEventAgeInSeconds?: number;
  readonly DestinationConfig?: FunctionEventInvokeConfig['DestinationConfig'];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const DESTINATIONS = /^arn:aws[\w-]*:(?:sqs|sns|lambda|events):/;
const BUCKET = /^arn:aws[\w-]*:s3:/;

/** Throws InvalidParameterValueException for input that says nothing. */
export function checkGiven(input: AsyncConfigInput): void {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
  if ((MaximumRetryAttempts ?? MaximumEventAgeInSeconds ?? DestinationConfig) !== undefined) return;
  throw invalid('You must specify at least one of error handling or destination setting.');
}

/**
 * Sets how asynchronous events of the function are dealt with. Throws InvalidParameterValueException, and
 * NotSupportedByLocalCloud for a bucket.
 */
export function configure(
  functions: Functions,
  target: Qualified,
  input: AsyncConfigInput,
): AsyncConfig {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig = {} } = input;
  const { OnSuccess, OnFailure } = DestinationConfig;
  // AWS takes buckets for failures alone.
  if (BUCKET.test(OnFailure?.Destination ?? '')) {
    throw notSupported('Lambda', 'buckets as destinations of asynchronous events');
  }
  for (const destination of [OnSuccess?.Destination, OnFailure?.Destination]) {
    if (destination) checkDestination(functions, target, destination);
  }
  target.asyncConfig = {
    LastModified: new Date(functions.cloud.clock.now()),
    FunctionArn: target.eventArn,
    ...(MaximumRetryAttempts !== undefined && { MaximumRetryAttempts }),
    ...(MaximumEventAgeInSeconds !== undefined && { MaximumEventAgeInSeconds }),
    DestinationConfig: { OnSuccess: {}, OnFailure: {}, ...DestinationConfig },
  };
  return target.asyncConfig;
}

/** Throws ResourceNotFoundException when nothing is configured. */
export function configured(target: Qualified): AsyncConfig {
  if (target.asyncConfig !== undefined) return target.asyncConfig;
  throw notFound(`The function ${target.eventArn} doesn't have an EventInvokeConfig`);
}

function checkDestination(functions: Functions, target: Qualified, arn: string): void {
  const isFunction = arn.split(':')[2] === 'lambda';
  const fn = isFunction ? functions.find(functionName(arn)) : undefined;
  if (!DESTINATIONS.test(arn) || (isFunction && fn === undefined)) {
    throw invalid(`The destination ARN ${arn} is invalid.`);
  }
  if (fn === target.fn) {
    throw invalid("You can't specify the function as a destination for itself.");
  }
}
