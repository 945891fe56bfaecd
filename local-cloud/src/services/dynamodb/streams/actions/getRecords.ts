import type { Cloud, Operation } from '../../../../core/service.ts';
import type { StoredRecord } from '../change-stream.ts';
import type { ChangeStreams } from '../change-streams.ts';
import { trimmed } from '../errors.ts';
import { checkShard, findStream } from '../find-stream.ts';
import { recordOf } from '../record.ts';
import { decodeIterator, encodeIterator, streamOf } from '../shard-iterator.ts';
import type { GetRecordsInput, GetRecordsOutput } from '../types.ts';

const MOST = 1000;
const LARGEST_ANSWER = 2 ** 20;

/**
 * Reads a shard from an iterator on: up to 1,000 records and 1 MiB. How often it is read is not limited
 * here.
 * Errors: ExpiredIteratorException, ResourceNotFoundException, TrimmedDataAccessException,
 * ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html
 */
export function getRecords(
  streams: ChangeStreams,
  { clock, region }: Cloud,
): Operation<GetRecordsInput, GetRecordsOutput> {
  return {
    members: {
      ShardIterator: { required: true, length: [1, 2048] },
      Limit: { range: [1, MOST] },
    },
    permissions: ({ ShardIterator }) => [
      { action: 'dynamodb:GetRecords', resource: streamOf(ShardIterator) },
    ],
    handle({ ShardIterator = '', Limit = MOST }) {
      const now = clock.now();
      const iterator = decodeIterator(ShardIterator, now);
      const stream = findStream(streams, iterator.streamArn);
      checkShard(stream, iterator.shardId);
      if (iterator.position < stream.oldest) throw trimmed();
      const read = take(stream.from(iterator.position), Limit);
      const last = read.at(-1);
      const position = last === undefined ? iterator.position : last.index + 1;
      const isOver = stream.closedAt !== undefined && position >= stream.next;
      return {
        Records: read.map((record) => recordOf(record, stream, region)),
        ...(!isOver && { NextShardIterator: encodeIterator({ ...iterator, position }, now) }),
      };
    },
  };
}

/** As many records as an answer may hold. */
function take(records: Iterable<StoredRecord>, limit: number): StoredRecord[] {
  const read: StoredRecord[] = [];
  let size = 0;
  for (const record of records) {
    size += record.bytes;
    if (read.length === limit || (read.length > 0 && size > LARGEST_ANSWER)) break;
    read.push(record);
  }
  return read;
}
