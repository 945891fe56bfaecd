import { RETENTION } from './change-stream.ts';
import type { ChangeStreams } from './change-streams.ts';

/** What event source mappings learn of streams without asking for records. */
export function watchOf(streams: ChangeStreams) {
  return {
    describe(streamArn: string) {
      const stream = streams.find(streamArn);
      if (stream === undefined) return undefined;
      const isClosed = stream.closedAt !== undefined;
      return { shards: [{ id: stream.shardId, parents: [], isClosed }], retentionMs: RETENTION };
    },
    start(streamArn: string, _shardId: string, from: string): string {
      const stream = streams.find(streamArn)!;
      return stream.sequenceNumber(from === 'LATEST' ? stream.next : stream.oldest);
    },
    onArrival: (streamArn: string, _shardId: string, listener: () => void) =>
      streams.onArrival(streamArn, listener),
  };
}
