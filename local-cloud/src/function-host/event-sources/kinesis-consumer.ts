import type { Principal } from '../../core/service.ts';
import type { EventSource } from './event-source.ts';
import { KINESIS_STREAMS } from './kinesis-records.ts';
import type { ReadRecords, StreamKind } from './stream-kind.ts';
import { StreamReader } from './stream-reader.ts';
import { duplicateStream, streamProblem } from './stream-settings.ts';
import type { StreamWatch } from './stream-watch.ts';

/** Tells of streams by the ARNs of their consumers, too. */
export interface ConsumerWatch extends StreamWatch {
  /**
   * What is pushed to a consumer of a shard from a sequence number on, as a role that may subscribe.
   *
   * @throws AccessDeniedException, ResourceNotFoundException
   */
  push(role: Principal, consumerArn: string, from: ShardPosition, limit: number): ReadRecords;
}

export interface ShardPosition {
  readonly shardId: string;
  readonly sequenceNumber: bigint;
}

/**
 * Consumers of Kinesis's streams (enhanced fan-out): read as streams are, by a role that may subscribe.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html
 */
export function kinesisConsumerSource(streams: ConsumerWatch): EventSource {
  const kind = pushed(streams);
  return {
    kind: 'Kinesis',
    service: 'kinesis',
    serves: (arn) => arn.includes('/consumer/'),
    batchSize: { byDefault: 100, most: 10_000 },
    operations: ['SubscribeToShard'],
    optional: ['DescribeStreamConsumer'],
    optionalOf: (arn) => ({
      resource: arn.split('/consumer/')[0]!,
      operations: ['DescribeStreamSummary', 'ListShards'],
    }),
    denied: (_operation, arn) =>
      `Cannot access stream ${arn}. Please ensure the role can perform the SubscribeToShard Action on your ` +
      'consumer in IAM.',
    problem: streamProblem,
    missing: (arn) =>
      streams.describe(arn) === undefined ? `Stream not found: ${arn}` : undefined,
    duplicate: duplicateStream,
    reader: (source) => new StreamReader(kind, streams, source),
  };
}

function pushed(streams: ConsumerWatch): StreamKind {
  return {
    ...(KINESIS_STREAMS as StreamKind),
    async iterator(_source, shardId, { ShardIteratorType: type, StartingSequenceNumber: number }) {
      return `${shardId}/${BigInt(number) + (type === 'AFTER_SEQUENCE_NUMBER' ? 1n : 0n)}`;
    },
    async records({ arn, principal }, iterator, limit) {
      const [shardId = '', number = '0'] = iterator.split('/');
      const read = streams.push(
        principal(),
        arn,
        { shardId, sequenceNumber: BigInt(number) },
        limit,
      );
      const { NextShardIterator: next } = read;
      return { ...read, ...(next !== undefined && { NextShardIterator: `${shardId}/${next}` }) };
    },
  };
}
