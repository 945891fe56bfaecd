import type { SplitShardInput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { invalidArgument } from '../errors.ts';
import { hashKey, requiredShardId, stream } from '../members.ts';
import { openShard, reshard } from '../reshard.ts';
import type { Streams } from '../streams.ts';

/**
 * Splits a shard in two at a hash key. Its records stay in it, and are read before its children's.
 * Errors: ResourceNotFoundException, ResourceInUseException, InvalidArgumentException,
 * LimitExceededException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SplitShard.html
 */
export function splitShard(streams: Streams): Operation<SplitShardInput, object> {
  return {
    members: {
      ...stream,
      ShardToSplit: requiredShardId,
      NewStartingHashKey: { required: true, ...hashKey },
    },
    permissions: (input) => [streams.permission('SplitShard', input)],
    handle(input, { principal }) {
      const target = streams.getActive(input);
      const { accountId } = streams.cloud;
      const shard = openShard(target, input.ShardToSplit!, accountId);
      streams.checkLimit(1);
      const key = BigInt(input.NewStartingHashKey!);
      const { from, to } = shard.origin.range;
      if (key <= from + 1n || key >= to) {
        throw invalidArgument(
          `NewStartingHashKey ${key} used in SplitShard() on shard ${shard.id} in stream ${target.name} ` +
            `under account ${accountId} is not both greater than one plus the shard's StartingHashKey ` +
            `${from} and less than the shard's EndingHashKey ${to}.`,
        );
      }
      reshard(streams, target, [shard], principal, () => target.split(shard, key));
      return {};
    },
  };
}
