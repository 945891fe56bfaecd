import type { CreateStreamInput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { inUse, invalidArgument } from '../errors.ts';
import { recordSize, shardCount, streamMode, streamName, tags } from '../members.ts';
import type { Streams } from '../streams.ts';
import { checkTags } from '../tags.ts';

/** Of a stream on demand, which gets more as it is used. Here it stays with these. */
const ON_DEMAND_SHARDS = 4;

/**
 * Creates a stream: CREATING for a second, then ACTIVE; at once where CloudFormation creates it,
 * which waits for it. Without a number of shards it is on demand (recorded).
 * Errors: ResourceInUseException, LimitExceededException, InvalidArgumentException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html
 */
export function createStream(streams: Streams): Operation<CreateStreamInput, object> {
  return {
    members: {
      StreamName: { required: true, ...streamName },
      ShardCount: shardCount,
      StreamModeDetails: streamMode,
      MaxRecordSizeInKiB: recordSize,
      Tags: tags,
    },
    permissions: (input) => [
      streams.permission('CreateStream', input),
      ...(input.Tags === undefined ? [] : [streams.permission('AddTagsToStream', input)]),
    ],
    handle(input, { principal }) {
      const { StreamName: name = '', ShardCount, StreamModeDetails, Tags = {} } = input;
      const { accountId } = streams.cloud;
      if (streams.find(name) !== undefined) {
        throw inUse(`Stream ${name} under account ${accountId} already exists.`);
      }
      checkTags({ name, account: accountId, keys: [] }, Tags);
      const byDefault = ShardCount === undefined ? 'ON_DEMAND' : 'PROVISIONED';
      const mode = StreamModeDetails?.StreamMode ?? byDefault;
      const shards = shardsOf(mode, ShardCount);
      streams.checkLimit(shards);
      const stream = streams.create(name, {
        mode,
        retentionHours: 24,
        maxRecordKiB: input.MaxRecordSizeInKiB ?? 1024,
        keyId: undefined,
        policy: undefined,
        tags: new Map(Object.entries(Tags)),
        shardMetrics: new Set(),
      });
      stream.addShards(shards);
      streams.begin(stream, 'CREATING', principal);
      return {};
    },
  };
}

function shardsOf(mode: 'PROVISIONED' | 'ON_DEMAND', count: number | undefined): number {
  if (mode === 'PROVISIONED' && count === undefined) {
    throw invalidArgument('ShardCount must be provided for streams in the PROVISIONED mode.');
  }
  if (mode === 'ON_DEMAND' && count !== undefined) {
    throw invalidArgument('ShardCount must not be provided for streams in the ON_DEMAND mode.');
  }
  return count ?? ON_DEMAND_SHARDS;
}
