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

/** Throws InvalidParameterValueException for input that says nothing. */
export function checkGiven(input: AsyncConfigInput): void {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
  if ((MaximumRetryAttempts ?? MaximumEventAgeInSeconds ?? DestinationConfig) !== undefined) return;
  throw invalid('You must specify at least one of error handling or destination setting.');
}

/**
 * Sets how asynchronous events of the function are dealt with, or throws InvalidParameterValueException.
 *
 * @param isThere whether there is a function of that ARN
 */
export function configure(
  cloud: Cloud,
  target: Qualified,
  input: AsyncConfigInput,
  isThere: (functionArn: string) => boolean,
): AsyncConfig {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig = {} } = input;
  checkDestinations(DestinationConfig, target, isThere);
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

type Destinations = NonNullable<AsyncConfigInput['DestinationConfig']>;

function checkDestinations(
  { OnSuccess, OnFailure }: Destinations,
  target: Qualified,
  isThere: (functionArn: string) => boolean,
): void {
  for (const { Destination } of [OnSuccess ?? {}, OnFailure ?? {}]) {
    if (!Destination) continue;
    if (!DESTINATIONS.test(Destination)) {
      const shown = (kind: string, at?: string) => (at ? `${kind}(destination=${at})` : 'null');
      throw invalid(
        `The provided destination config DestinationConfig(onSuccess=${shown('OnSuccess', OnSuccess?.Destination)}, onFailure=${shown('OnFailure', OnFailure?.Destination)}) is invalid.`,
      );
    }
    if (Destination.split(':')[2] !== 'lambda') continue;
    if (!isThere(Destination)) throw invalid(`The destination ARN ${Destination} is invalid.`);
    if (Destination.split(':').slice(0, 7).join(':') === target.fn.arn) {
      throw invalid("You can't specify the function as a destination for itself.");
    }
  }
}
