import { createHash } from 'node:crypto';
import type { BatchWords, SourcePorts, SourceRecord } from './event-source.ts';

/** Where a lane goes on in its shard. */
export interface Position {
  readonly ShardIteratorType: 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER';
  readonly StartingSequenceNumber: string;
}

/** What was read of a shard. */
export interface ReadRecords {
  readonly Records: readonly unknown[];
  /** Undefined: the shard is closed, and there are no more. */
  readonly NextShardIterator?: string;
}

/** What sets the streams of one service apart, for those who read them. */
export interface StreamKind<StreamRecord = unknown> extends BatchWords {
  /** So many records are read at once at most. */
  readonly most: number;
  /** What reads a shard from a position on, as the role that may. */
  iterator(source: SourcePorts, shardId: string, position: Position): Promise<string | undefined>;
  records(source: SourcePorts, iterator: string, limit: number): Promise<ReadRecords>;
  numberOf(record: StreamRecord): string;
  /** Records of one key stay in order, however many lanes there are. */
  keyOf(record: StreamRecord): string;
  /** A record of the event that the function is given. */
  sourceRecord(
    record: StreamRecord,
    shardId: string,
    source: SourcePorts,
    invokeIdentityArn: string,
  ): SourceRecord;
}

/**
 * A service's streams are read by its GetShardIterator and GetRecords.
 *
 * @param input what GetShardIterator is given, besides the shard's id
 */
export function pulled(
  sdkId: string,
  input: (streamArn: string, position: Position) => object,
): Pick<StreamKind, 'iterator' | 'records'> {
  const call = <Output>({ cloud, principal }: SourcePorts, operation: string, given: object) =>
    cloud.call<Output>(principal(), sdkId, operation, given);
  return {
    async iterator(source, ShardId, position) {
      const from = { ShardId, ...input(source.arn, position) };
      const given = await call<{ ShardIterator?: string }>(source, 'GetShardIterator', from);
      return given.ShardIterator;
    },
    records: (source, ShardIterator, Limit) =>
      call<ReadRecords>(source, 'GetRecords', { ShardIterator, Limit }),
  };
}

/** Which of so many lanes of a shard reads the records of a key. */
export function laneOf(key: string, lanes: number): number {
  if (lanes === 1) return 0;
  return createHash('md5').update(key).digest().readUInt32BE(4) % lanes;
}
