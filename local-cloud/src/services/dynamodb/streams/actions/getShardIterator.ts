import type { Cloud, Operation } from '../../../../core/service.ts';
import type { ChangeStreams } from '../change-streams.ts';
import { checkShard, findStream } from '../find-stream.ts';
import { requiredStreamArn, shardId } from '../members.ts';
import { positionOf } from '../position.ts';
import { encodeIterator } from '../shard-iterator.ts';
import type { GetShardIteratorInput, GetShardIteratorOutput } from '../types.ts';

/**
 * Where to begin to read a shard. The iterator can be used for 15 minutes.
 * Errors: ResourceNotFoundException, TrimmedDataAccessException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html
 */
export function getShardIterator(
  streams: ChangeStreams,
  { clock }: Cloud,
): Operation<GetShardIteratorInput, GetShardIteratorOutput> {
  return {
    members: {
      StreamArn: requiredStreamArn,
      ShardId: { required: true, ...shardId },
      ShardIteratorType: {
        required: true,
        enum: ['AFTER_SEQUENCE_NUMBER', 'LATEST', 'AT_SEQUENCE_NUMBER', 'TRIM_HORIZON'],
      },
      SequenceNumber: { length: [21, 40] },
    },
    permissions: ({ StreamArn = '*' }) => [
      { action: 'dynamodb:GetShardIterator', resource: StreamArn },
    ],
    handle(input) {
      const { StreamArn: streamArn = '', ShardId = '' } = input;
      const stream = findStream(streams, streamArn);
      checkShard(stream, ShardId);
      const position = positionOf(input, stream);
      return {
        ShardIterator: encodeIterator({ streamArn, shardId: ShardId, position }, clock.now()),
      };
    },
  };
}
