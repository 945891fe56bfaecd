import type { GetRecordsInput, GetRecordsOutput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { limit, streamArn } from '../members.ts';
import { childrenOf, recordOf, take } from '../read.ts';
import { decodeIterator, encodeIterator, streamOf } from '../shard-iterator.ts';
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
      const stored = stream.read(shard, iterator.position);
      const { records, behind } = take(stored, Limit, LARGEST_ANSWER);
      const last = records.at(-1);
      const bytes = records.reduce((sum, { data }) => sum + data.byteLength, 0);
      const age = last === undefined ? 0 : now - last.at;
      streams.metrics.read(stream, shard, records.length, bytes, age);
      const position = last === undefined ? iterator.position : last.sequenceNumber + 1n;
      const isOver = shard.closedAt !== undefined && behind === undefined;
      return {
        Records: records.map(recordOf),
        MillisBehindLatest: behind === undefined ? 0 : now - behind.at,
        ...(isOver
          ? { ChildShards: childrenOf(stream, shard) }
          : { NextShardIterator: encodeIterator({ ...iterator, position }, now) }),
      };
    },
  };
}
