import { positionOf } from './starting-position.ts';
import type { Streams } from './streams.ts';

const HOUR = 3_600_000;

/** What event source mappings learn of streams without asking for records. */
export function watchOf(streams: Streams) {
  return {
    describe(streamArn: string) {
      const stream = streams.find(nameIn(streamArn));
      if (stream === undefined || stream.arn !== streamArn) return undefined;
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
      const name = nameIn(streamArn);
      const { shard } = streams.shard(name, shardId);
      return `${positionOf({ ShardIteratorType: from, Timestamp }, name, shard, streams.cloud)}`;
    },
    onArrival: (streamArn: string, shardId: string, listener: () => void) =>
      streams.onArrival(streamArn, shardId, listener),
  };
}

function nameIn(streamArn: string): string {
  return streamArn.split(':stream/')[1] ?? '';
}
