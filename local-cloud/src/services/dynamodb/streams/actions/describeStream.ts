import type { Operation } from '../../../../core/service.ts';
import type { ChangeStream } from '../change-stream.ts';
import type { ChangeStreams } from '../change-streams.ts';
import { findStream } from '../find-stream.ts';
import { limit, requiredStreamArn, shardId } from '../members.ts';
import type { DescribeStreamInput, DescribeStreamOutput, Shard } from '../types.ts';

/**
 * Describes a stream and its shard, of which there is one. It is never ENABLING or DISABLING: both are
 * done at once.
 * Errors: ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html
 */
export function describeStream(
  streams: ChangeStreams,
): Operation<DescribeStreamInput, DescribeStreamOutput> {
  return {
    members: {
      StreamArn: requiredStreamArn,
      Limit: limit,
      ExclusiveStartShardId: shardId,
      ShardFilter: { members: { Type: { enum: ['CHILD_SHARDS'] }, ShardId: shardId } },
    },
    permissions: ({ StreamArn = '*' }) => [
      { action: 'dynamodb:DescribeStream', resource: StreamArn },
    ],
    handle({ StreamArn = '', ExclusiveStartShardId: start = '', ShardFilter }) {
      const stream = findStream(streams, StreamArn);
      const { label, viewType, createdAt, tableName, keySchema } = stream.origin;
      // A shard that has no successors is no parent of any.
      const isTold = ShardFilter === undefined && stream.shardId > start;
      return {
        StreamDescription: {
          StreamArn,
          StreamLabel: label,
          StreamStatus: stream.closedAt === undefined ? 'ENABLED' : 'DISABLED',
          StreamViewType: viewType,
          CreationRequestDateTime: new Date(createdAt),
          TableName: tableName,
          KeySchema: keySchema,
          Shards: isTold ? [shardOf(stream)] : [],
        },
      };
    },
  };
}

/** It is closed when the stream is. */
function shardOf(stream: ChangeStream): Shard {
  const ending = stream.closedAt !== undefined && {
    EndingSequenceNumber: stream.sequenceNumber(stream.next - 1),
  };
  return {
    ShardId: stream.shardId,
    SequenceNumberRange: { StartingSequenceNumber: stream.sequenceNumber(0), ...ending },
  };
}
