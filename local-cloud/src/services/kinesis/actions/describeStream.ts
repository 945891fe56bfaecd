import type { DescribeStreamInput, DescribeStreamOutput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { limit, shardId, stream } from '../members.ts';
import type { Streams } from '../streams.ts';

/**
 * Describes a stream with its shards, 100 at a time where no limit is given.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStream.html
 */
export function describeStream(
  streams: Streams,
): Operation<DescribeStreamInput, DescribeStreamOutput> {
  return {
    members: { ...stream, Limit: limit, ExclusiveStartShardId: shardId },
    permissions: (input) => [streams.permission('DescribeStream', input)],
    handle(input) {
      const { Limit = 100, ExclusiveStartShardId: start = '' } = input;
      const described = streams.get(input);
      const shards = described.isThere ? described.shards.filter(({ id }) => id > start) : [];
      return {
        StreamDescription: {
          ...described.describe(),
          Shards: shards.slice(0, Limit).map((shard) => shard.describe()),
          HasMoreShards: shards.length > Limit,
        },
      };
    },
  };
}
