import { DYNAMODB_STREAMS } from './dynamodb-records.ts';
import type { EventSource, MappingInput } from './event-source.ts';
import { StreamReader } from './stream-reader.ts';
import { duplicateStream, streamProblem } from './stream-settings.ts';
import type { StreamWatch } from './stream-watch.ts';

/**
 * Streams of DynamoDB's tables, read as those of Kinesis are. Tumbling windows are not served.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 *
 * @param streams tells of streams and records: the DynamoDB service
 */
export function dynamoDBSource(streams: StreamWatch): EventSource {
  return {
    kind: 'DynamoDB',
    service: 'dynamodb',
    batchSize: { byDefault: 100, most: 10_000 },
    operations: ['GetRecords', 'GetShardIterator', 'DescribeStream'],
    // IAM grants it for all streams at once or not at all: who has it for one can do without.
    optional: ['ListStreams'],
    denied: (_operation, arn) =>
      `Cannot access stream ${arn}. Please ensure the role can perform the GetRecords, ` +
      'GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.',
    problem: (input) => streamProblem(input) ?? problemOf(input),
    missing: (arn) =>
      streams.describe(arn) === undefined ? `Stream not found: ${arn}` : undefined,
    duplicate: duplicateStream,
    reader: (source) => new StreamReader(DYNAMODB_STREAMS, streams, source),
  };
}

function problemOf({ StartingPosition }: MappingInput): string | undefined {
  return StartingPosition === 'AT_TIMESTAMP'
    ? 'StartingPosition AT_TIMESTAMP is for Kinesis alone: a stream of DynamoDB is read from TRIM_HORIZON or LATEST.'
    : undefined;
}
