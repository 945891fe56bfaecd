import type { Principal } from '../../core/service.ts';
import { consumerNotFound } from './errors.ts';
import { LARGEST_PUSH, recordOf, take } from './read.ts';
import { positionOf } from './starting-position.ts';
import type { Stream } from './stream.ts';
import type { Streams } from './streams.ts';

const HOUR = 3_600_000;

/**
 * What event source mappings learn of streams without asking for records, by the ARNs of streams and of
 * consumers, and what is pushed to consumers.
 */
export function watchOf(streams: Streams) {
  return {
    describe(arn: string) {
      const stream = named(streams, arn);
      if (stream === undefined) return undefined;
      const shards = stream.shards.map(({ id, origin, closedAt }) => ({
        id,
        parents: origin.parents,
        isClosed: closedAt !== undefined,
      }));
      return { shards, retentionMs: stream.settings.retentionHours * HOUR };
    },
    start(
      streamArn: string,
      shardId: string,
      from: 'AT_TIMESTAMP' | 'LATEST' | 'TRIM_HORIZON',
      Timestamp?: Date,
    ): string {
      const name = streams.find(streamArn)?.name ?? '';
      const { shard } = streams.shard(name, shardId);
      return `${positionOf({ ShardIteratorType: from, Timestamp }, name, shard, streams.cloud)}`;
    },
    onArrival: (arn: string, shardId: string, listener: () => void) =>
      streams.onArrival(arn.split('/consumer/')[0]!, shardId, listener),
    push(role: Principal, arn: string, from: From, limit: number) {
      const permission = streams.permission('SubscribeToShard', { StreamARN: arn });
      streams.cloud.authorize(role, 'Kinesis', [permission]);
      const consumer = streams.consumer(arn);
      if (consumer === undefined) throw consumerNotFound(arn);
      const { stream, shard } = streams.shard(streams.find(arn)!.name, from.shardId);
      const stored = stream.read(shard, from.sequenceNumber);
      const { records, behind } = take(stored, limit, LARGEST_PUSH);
      const late = behind === undefined ? 0 : streams.cloud.clock.now() - behind.at;
      if (records.length > 0) streams.metrics.pushed(stream, consumer.name, records, late);
      const isOver = shard.closedAt !== undefined && behind === undefined;
      const last = records.at(-1)?.sequenceNumber;
      const next = last === undefined ? from.sequenceNumber : last + 1n;
      return {
        Records: records.map(recordOf),
        ...(!isOver && { NextShardIterator: `${next}` }),
      };
    },
  };
}

export interface From {
  readonly shardId: string;
  readonly sequenceNumber: bigint;
}

/** The stream with this ARN, or with a consumer of this ARN that is not leaving. */
function named(streams: Streams, arn: string): Stream | undefined {
  const stream = streams.find(arn);
  if (stream?.arn === arn) return stream;
  const consumer = streams.consumer(arn);
  return consumer === undefined || consumer.status === 'DELETING' ? undefined : stream;
}
