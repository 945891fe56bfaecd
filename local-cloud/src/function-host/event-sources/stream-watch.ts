import type { EventSourcePosition } from '@aws-sdk/client-lambda';

/** A shard, as far as its order among the others goes. */
export interface WatchedShard {
  readonly id: string;
  /** They have what came before. */
  readonly parents: readonly string[];
  /** Nothing is added to it any more. */
  readonly isClosed: boolean;
}

/**
 * Tells of streams in process: mappings would have to poll against the clock otherwise. What is in
 * the records they read as a role that may.
 */
export interface StreamWatch {
  /** Undefined: there is no such stream. */
  describe(
    streamArn: string,
  ): { readonly shards: readonly WatchedShard[]; readonly retentionMs: number } | undefined;
  /** The sequence number from which on a shard is read that one begins to read at this position. */
  start(streamArn: string, shardId: string, from: EventSourcePosition, timestamp?: Date): string;
  /** Calls `listener` when a shard has got records or was closed, until the function is called. */
  onArrival(streamArn: string, shardId: string, listener: () => void): () => void;
}
