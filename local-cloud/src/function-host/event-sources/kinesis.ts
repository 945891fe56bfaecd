import type { EventSource } from './event-source.ts';
import { KINESIS_STREAMS } from './kinesis-records.ts';
import { StreamReader } from './stream-reader.ts';
import { duplicateStream, streamProblem } from './stream-settings.ts';
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

/**
 * Streams: every shard is read in order, and goes on only when a batch has succeeded or is given up.
 * Tumbling windows are not served.
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
    problem: streamProblem,
    missing: (arn) =>
      streams.describe(arn) === undefined ? `Stream not found: ${arn}` : undefined,
    duplicate: duplicateStream,
    reader: (source) => new StreamReader(KINESIS_STREAMS, streams, source),
  };
}
