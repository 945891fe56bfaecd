import type { MergeShardsInput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { invalidArgument } from '../errors.ts';
import { requiredShardId, stream } from '../members.ts';
import { areAdjacent, openShard, reshard } from '../reshard.ts';
import type { Streams } from '../streams.ts';

/**
 * Merges two shards whose hash keys follow one another.
 * Errors: ResourceNotFoundException, ResourceInUseException, InvalidArgumentException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_MergeShards.html
 */
export function mergeShards(streams: Streams): Operation<MergeShardsInput, object> {
  return {
    members: { ...stream, ShardToMerge: requiredShardId, AdjacentShardToMerge: requiredShardId },
    permissions: (input) => [streams.permission('MergeShards', input)],
    handle(input, { principal }) {
      const target = streams.getActive(input);
      const { accountId } = streams.cloud;
      const shard = openShard(target, input.ShardToMerge!, accountId);
      const adjacent = openShard(target, input.AdjacentShardToMerge!, accountId);
      if (!areAdjacent(shard, adjacent)) {
        throw invalidArgument(
          `Shards ${shard.id} and ${adjacent.id} in stream ${target.name} under account ${accountId} ` +
            'are not an adjacent pair of shards eligible for merging',
        );
      }
      reshard(streams, target, [shard, adjacent], principal, () => target.merge(shard, adjacent));
      return {};
    },
  };
}
