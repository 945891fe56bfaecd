import type { FunctionEventInvokeConfig } from '@aws-sdk/client-lambda';
import type { Cloud } from '../../core/service.ts';
import { invalid, notFound } from './errors.ts';
import type { AsyncConfig, Qualified } from './qualified.ts';

export interface AsyncConfigInput {
  readonly MaximumRetryAttempts?: number;
  readonly MaximumEventAgeInSeconds?: number;
  readonly DestinationConfig?: FunctionEventInvokeConfig['DestinationConfig'];
}

const DESTINATIONS = /^arn:aws[\w-]*:(?:sqs|sns|lambda|events):/;

/** Sets how asynchronous events of the function are dealt with. Throws InvalidParameterValueException. */
export function configure(cloud: Cloud, target: Qualified, input: AsyncConfigInput): AsyncConfig {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig = {} } = input;
  for (const { Destination } of Object.values(DestinationConfig)) {
    if (!Destination || DESTINATIONS.test(Destination)) continue;
    throw invalid(`The provided destination config DestinationConfig(${Destination}) is invalid.`);
  }
  target.asyncConfig = {
    LastModified: new Date(cloud.clock.now()),
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
