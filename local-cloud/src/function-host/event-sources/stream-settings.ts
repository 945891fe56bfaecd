import { isArnOf } from './destination.ts';
import type { MappingInput } from './event-source.ts';
import { unsupported } from './settings.ts';

const SETTINGS = [
  'StartingPosition',
  'StartingPositionTimestamp',
  'ParallelizationFactor',
  'BisectBatchOnFunctionError',
  'MaximumRetryAttempts',
  'MaximumRecordAgeInSeconds',
  'DestinationConfig',
] as const;

/**
 * What AWS says against settings for a stream.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 */
export function streamProblem(input: MappingInput): string | undefined {
  return unsupported(input, SETTINGS) ?? problemOf(input);
}

function problemOf(input: MappingInput): string | undefined {
  const {
    StartingPosition,
    StartingPositionTimestamp,
    MaximumRecordAgeInSeconds: age = -1,
  } = input;
  if (StartingPosition === undefined) {
    return "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.";
  }
  if ((StartingPosition === 'AT_TIMESTAMP') !== (StartingPositionTimestamp !== undefined)) {
    return 'StartingPositionTimestamp must be given for the starting position AT_TIMESTAMP, and for no other.';
  }
  if (age >= 0 && age < 60) {
    return 'MaximumRecordAgeInSeconds must be -1, or between 60 and 604800.';
  }
  const { OnSuccess, OnFailure } = input.DestinationConfig ?? {};
  if (OnSuccess !== undefined) {
    return 'Unsupported DestinationConfig parameter for given event source mapping type.';
  }
  const target = OnFailure?.Destination;
  if (target !== undefined && !isArnOf(target, ['sqs', 'sns', 's3'])) {
    return `The provided destination config DestinationConfig(onSuccess=null, onFailure=OnFailure(destination=${target})) is invalid.`;
  }
  return undefined;
}

/** What AWS says where the function reads this stream already. */
export function duplicateStream(arn: string, functionName: string): string {
  return `The event source arn (" ${arn} ") and function (" ${functionName} ") provided mapping already exists.`;
}
