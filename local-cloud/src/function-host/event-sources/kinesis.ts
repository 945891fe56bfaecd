import { notSupported } from '../../core/errors.ts';
import { isArnOf } from './destination.ts';
import type { EventSource, MappingInput } from './event-source.ts';
import { unsupported } from './settings.ts';
import { StreamReader } from './stream-reader.ts';
import type { StreamWatch } from './stream-watch.ts';

/**
 * A mapping is made with a role that may do this. AWS lists more and says so where it refuses a role;
 * but the Serverless Framework's default role has no more than this (and ListStreams), and CDK adds
 * DescribeStream to what it grants readers since mappings are validated against it.
 * https://github.com/serverless/serverless/issues/8540
 */
const OPERATIONS = ['GetRecords', 'GetShardIterator', 'DescribeStream'] as const;

/**
 * What AWS lists besides. Without it Lambda is refused these calls, and reads the stream all the same.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html
 */
const OPTIONAL = ['DescribeStreamSummary', 'ListShards'] as const;

const SETTINGS = [
  'StartingPosition',
  'StartingPositionTimestamp',
  'ParallelizationFactor',
  'BisectBatchOnFunctionError',
  'MaximumRetryAttempts',
  'MaximumRecordAgeInSeconds',
  'DestinationConfig',
] as const;

const ENHANCED_FAN_OUT = 'event source mappings of a consumer of a stream (enhanced fan-out)';

/**
 * Streams: every shard is read in order, and goes on only when a batch has succeeded or is given up.
 * Tumbling windows and enhanced fan-out are not served.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 *
 * @param streams tells of shards and records: the Kinesis service
 */
export function kinesisSource(streams: StreamWatch): EventSource {
  return {
    kind: 'Kinesis',
    service: 'kinesis',
    batchSize: { byDefault: 100, most: 10_000 },
    operations: OPERATIONS,
    optional: OPTIONAL,
    denied: (_operation, arn) =>
      `Cannot access stream ${arn}. Please ensure the role can perform the GetRecords, ` +
      'GetShardIterator, DescribeStream, ListShards, and ListStreams Actions on your stream in IAM.',
    problem(input, arn) {
      if (arn.includes('/consumer/')) throw notSupported('Lambda', ENHANCED_FAN_OUT);
      return unsupported(input, SETTINGS) ?? problemOf(input);
    },
    missing: (arn) =>
      streams.describe(arn) === undefined ? `Stream not found: ${arn}` : undefined,
    duplicate: (arn, functionName) =>
      `The event source arn (" ${arn} ") and function (" ${functionName} ") provided mapping already exists.`,
    reader: (source) => new StreamReader(streams, source),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html */
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
