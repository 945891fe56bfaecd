import type { UpdateShardCountInput, UpdateShardCountOutput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { invalidArgument } from '../errors.ts';
import { shardCount, stream } from '../members.ts';
import { reshard, scale } from '../reshard.ts';
import type { Streams } from '../streams.ts';

/**
 * Splits or merges shards until there are as many as wanted: at least half, at most twice as many.
 * Errors: ResourceNotFoundException, ResourceInUseException, InvalidArgumentException,
 * LimitExceededException, ValidationException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html
 */
export function updateShardCount(
  streams: Streams,
): Operation<UpdateShardCountInput, UpdateShardCountOutput> {
  return {
    members: {
      ...stream,
      TargetShardCount: { required: true, ...shardCount },
      ScalingType: { required: true, enum: ['UNIFORM_SCALING'] },
    },
    permissions: (input) => [streams.permission('UpdateShardCount', input)],
    handle(input, { principal }) {
      const target = streams.getActive(input);
      const wanted = input.TargetShardCount!;
      const shards = target.openShards;
      const count = shards.length;
      if (wanted > 2 * count || wanted < count / 2) {
        throw invalidArgument(
          `UpdateShardCount cannot scale ${wanted > count ? 'up over double' : 'down below half'} ` +
            `your current open shard count. Current open shard count: ${count} Target shard count: ${wanted}`,
        );
      }
      streams.checkLimit(wanted - count);
      reshard(streams, target, shards, principal, () => scale(target, wanted));
      return {
        StreamName: target.name,
        StreamARN: target.arn,
        CurrentShardCount: count,
        TargetShardCount: wanted,
      };
    },
  };
}
