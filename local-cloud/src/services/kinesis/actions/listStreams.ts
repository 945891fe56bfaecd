import type { ListStreamsInput, ListStreamsOutput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { limit, nextToken, streamName } from '../members.ts';
import type { Streams } from '../streams.ts';

/**
 * The streams in the order of their names, 100 at a time where no limit is given.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreams.html
 */
export function listStreams(streams: Streams): Operation<ListStreamsInput, ListStreamsOutput> {
  return {
    members: { Limit: limit, ExclusiveStartStreamName: streamName, NextToken: nextToken },
    permissions: () => [{ action: 'kinesis:ListStreams', resource: '*' }],
    handle({ Limit = 100, ExclusiveStartStreamName, NextToken }) {
      const token = NextToken && Buffer.from(NextToken, 'base64').toString();
      const start = ExclusiveStartStreamName ?? token ?? '';
      const found = streams.all().filter(({ name }) => name > start);
      const page = found.slice(0, Limit).map((stream) => stream.describe());
      const last = page.at(-1)?.StreamName ?? '';
      const HasMoreStreams = found.length > page.length;
      return {
        StreamNames: page.map(({ StreamName }) => StreamName!),
        HasMoreStreams,
        ...(HasMoreStreams && { NextToken: Buffer.from(last).toString('base64') }),
        StreamSummaries: page.map(
          ({
            StreamName,
            StreamARN,
            StreamStatus,
            StreamModeDetails,
            StreamCreationTimestamp,
          }) => ({
            StreamName,
            StreamARN,
            StreamStatus,
            StreamModeDetails,
            StreamCreationTimestamp,
          }),
        ),
      };
    },
  };
}
