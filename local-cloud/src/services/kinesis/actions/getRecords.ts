import type {
  _Record,
  ChildShard,
  GetRecordsInput,
  GetRecordsOutput,
} from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { limit, streamArn } from '../members.ts';
import type { Shard, StoredRecord } from '../shard.ts';
import { decodeIterator, encodeIterator, streamOf } from '../shard-iterator.ts';
import type { Stream } from '../stream.ts';
import type { Streams } from '../streams.ts';

const LARGEST_ANSWER = 10 * 2 ** 20;

/**
 * Reads a shard from an iterator on: up to 10,000 records and 10 MiB. How often and how much is
 * read in a second is not limited here.
 * Errors: ExpiredIteratorException, InvalidArgumentException, ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html
 */
export function getRecords(streams: Streams): Operation<GetRecordsInput, GetRecordsOutput> {
  const { clock } = streams.cloud;
  return {
    members: {
      ShardIterator: { required: true, length: [1, 512] },
      Limit: limit,
      StreamARN: streamArn,
    },
    permissions: ({ ShardIterator }) => [
      streams.permission('GetRecords', { StreamName: streamOf(ShardIterator) }),
    ],
    handle({ ShardIterator = '', Limit = 10_000 }) {
      const now = clock.now();
      const iterator = decodeIterator(ShardIterator, now);
      const { stream, shard } = streams.shard(iterator.streamName, iterator.shardId);
      const { read, behind } = take(stream.read(shard, iterator.position), Limit);
      const last = read.at(-1);
      const bytes = read.reduce((sum, { data }) => sum + data.byteLength, 0);
      streams.metrics.read(stream, read.length, bytes, last === undefined ? 0 : now - last.at);
      const position = last === undefined ? iterator.position : last.sequenceNumber + 1n;
      const isOver = shard.closedAt !== undefined && behind === undefined;
      return {
        Records: read.map(recordOf),
        MillisBehindLatest: behind === undefined ? 0 : now - behind.at,
        ...(isOver
          ? { ChildShards: childrenOf(stream, shard) }
          : { NextShardIterator: encodeIterator({ ...iterator, position }, now) }),
      };
    },
  };
}

/** As many records as an answer may hold, and the one that comes after them. */
function take(
  records: Iterable<StoredRecord>,
  limit: number,
): { read: StoredRecord[]; behind: StoredRecord | undefined } {
  const read: StoredRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    bytes += record.data.byteLength;
    const isFull = read.length === limit || (read.length > 0 && bytes > LARGEST_ANSWER);
    if (isFull) return { read, behind: record };
    read.push(record);
  }
  return { read, behind: undefined };
}

function recordOf({ sequenceNumber, at, data, partitionKey, encryption }: StoredRecord): _Record {
  return {
    SequenceNumber: `${sequenceNumber}`,
    ApproximateArrivalTimestamp: new Date(at),
    Data: data,
    PartitionKey: partitionKey,
    ...(encryption !== undefined && { EncryptionType: encryption }),
  };
}

function childrenOf(stream: Stream, { id }: Shard): ChildShard[] {
  return stream.children(id).map((child) => {
    const { ShardId, HashKeyRange } = child.describe();
    return { ShardId, ParentShards: [...child.origin.parents], HashKeyRange };
  });
}
