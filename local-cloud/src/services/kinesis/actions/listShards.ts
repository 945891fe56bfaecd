import type { ListShardsInput, ListShardsOutput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { invalidArgument } from '../errors.ts';
import { limit, nextToken, shardId, stream } from '../members.ts';
import { decodePage, encodePage } from '../page-token.ts';
import { checkFilter, isChosen } from '../shard-filter.ts';
import type { Streams } from '../streams.ts';

/**
 * The shards of a stream, 1,000 at a time where no limit is given; a filter chooses those that
 * were open at some time.
 * Errors: ResourceNotFoundException, InvalidArgumentException, ExpiredNextTokenException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListShards.html
 */
export function listShards(streams: Streams): Operation<ListShardsInput, ListShardsOutput> {
  const asked = (input: ListShardsInput) => pageOf(input, streams.cloud.clock.now());
  return {
    members: {
      ...stream,
      NextToken: nextToken,
      ExclusiveStartShardId: shardId,
      MaxResults: limit,
      StreamCreationTimestamp: {},
      ShardFilter: {
        members: {
          Type: {
            required: true,
            enum: [
              'AFTER_SHARD_ID',
              'AT_TRIM_HORIZON',
              'FROM_TRIM_HORIZON',
              'AT_LATEST',
              'AT_TIMESTAMP',
              'FROM_TIMESTAMP',
            ],
          },
          ShardId: shardId,
          Timestamp: {},
        },
      },
    },
    permissions: (input) => [streams.permission('ListShards', asked(input))],
    handle(input) {
      const page = asked(input);
      const { MaxResults = 1000 } = input;
      const listed = streams.get(page);
      const { ShardFilter: filter, StreamCreationTimestamp: created } = input;
      if (created !== undefined) streams.checkCreation(listed, created, input.NextToken);
      if (filter !== undefined) checkFilter(filter);
      const found = (listed.isThere ? listed.shards : []).filter(
        (shard) => shard.id > page.start && isChosen(shard, filter, listed.horizon),
      );
      const shards = found.slice(0, MaxResults);
      const next = { stream: listed.name, after: shards.at(-1)?.id ?? '' };
      const NextToken = encodePage(next, streams.cloud.clock.now());
      return {
        Shards: shards.map((shard) => shard.describe()),
        ...(found.length > shards.length && { NextToken }),
      };
    },
  };
}

/** The stream, and the shard that the page comes after. */
function pageOf(input: ListShardsInput, now: number) {
  const { NextToken, StreamName, StreamARN, ExclusiveStartShardId } = input;
  const start = ExclusiveStartShardId ?? input.ShardFilter?.ShardId ?? '';
  if (NextToken === undefined) return { StreamName, StreamARN, start };
  if (StreamName !== undefined || StreamARN !== undefined) {
    throw invalidArgument('NextToken and StreamName cannot be provided together.');
  }
  const { stream: name, after } = decodePage(NextToken, now);
  return { StreamName: name, StreamARN: undefined, start: after };
}
