import type { _Record, ChildShard } from '@aws-sdk/client-kinesis';
import type { Shard, StoredRecord } from './shard.ts';
import type { Stream } from './stream.ts';

/** How much is pushed to a consumer at once, in bytes: what it gets of a shard in a second. */
export const LARGEST_PUSH = 2 * 2 ** 20;

/** As many records as an answer may hold, one at least, and the one that comes after them. `most` in bytes. */
export function take(
  stored: Iterable<StoredRecord>,
  limit: number,
  most: number,
): { records: StoredRecord[]; behind: StoredRecord | undefined } {
  const records: StoredRecord[] = [];
  let bytes = 0;
  for (const record of stored) {
    bytes += record.data.byteLength;
    const isFull = records.length === limit || (records.length > 0 && bytes > most);
    if (isFull) return { records, behind: record };
    records.push(record);
  }
  return { records, behind: undefined };
}

export function recordOf(record: StoredRecord): _Record {
  const { sequenceNumber, at, data, partitionKey, encryption } = record;
  return {
    SequenceNumber: `${sequenceNumber}`,
    ApproximateArrivalTimestamp: new Date(at),
    Data: data,
    PartitionKey: partitionKey,
    ...(encryption !== undefined && { EncryptionType: encryption }),
  };
}

/** What comes after a shard that is closed. */
export function childrenOf(stream: Stream, { id }: Shard): ChildShard[] {
  return stream.children(id).map((child) => {
    const { ShardId, HashKeyRange } = child.describe();
    return { ShardId, ParentShards: [...child.origin.parents], HashKeyRange };
  });
}
