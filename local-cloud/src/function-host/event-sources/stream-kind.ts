import { createHash } from 'node:crypto';
import type { SourcePorts, SourceRecord } from './event-source.ts';

/** Where a lane goes on in its shard. */
export interface Position {
  readonly ShardIteratorType: 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER';
  readonly StartingSequenceNumber: string;
}

/** What sets the streams of one service apart, for those who read them. */
export interface StreamKind<StreamRecord = unknown> {
  /** The SDK's id of the service whose GetShardIterator and GetRecords read them. */
  readonly sdkId: string;
  /** So many records GetRecords gives at most. */
  readonly most: number;
  /** The member by which the destination on failure is told where the records are. */
  readonly batchInfo: 'KinesisBatchInfo' | 'DDBStreamBatchInfo';
  /** A time as that member has it. */
  timeOf(ms: number): string;
  /** What GetShardIterator is given, besides the shard's id. */
  iteratorInput(streamArn: string, position: Position): object;
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

/** Which of so many lanes of a shard reads the records of a key. */
export function laneOf(key: string, lanes: number): number {
  if (lanes === 1) return 0;
  return createHash('md5').update(key).digest().readUInt32BE(4) % lanes;
}
