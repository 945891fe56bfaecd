import type { GetShardIteratorInput, GetShardIteratorOutput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { iteratorType, requiredShardId, sequenceNumber, stream } from '../members.ts';
import { encodeIterator } from '../shard-iterator.ts';
import { positionOf } from '../starting-position.ts';
import type { Streams } from '../streams.ts';

/**
 * Where to begin to read a shard. The iterator can be used for five minutes.
 * Errors: ResourceNotFoundException, InvalidArgumentException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html
 */
export function getShardIterator(
  streams: Streams,
): Operation<GetShardIteratorInput, GetShardIteratorOutput> {
  return {
    members: {
      ...stream,
      ShardId: requiredShardId,
      ShardIteratorType: iteratorType,
      StartingSequenceNumber: sequenceNumber,
      Timestamp: {},
    },
    permissions: (input) => [streams.permission('GetShardIterator', input)],
    handle(input) {
      const { name } = streams.get(input);
      const { shard } = streams.shard(name, input.ShardId!);
      const position = positionOf(input, name, shard, streams.cloud);
      const iterator = { streamName: name, shardId: shard.id, position };
      return { ShardIterator: encodeIterator(iterator, streams.cloud.clock.now()) };
    },
  };
}
