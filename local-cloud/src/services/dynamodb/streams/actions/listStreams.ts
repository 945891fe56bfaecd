import type { Operation } from '../../../../core/service.ts';
import type { ChangeStreams } from '../change-streams.ts';
import { checkArn } from '../find-stream.ts';
import { limit, streamArn } from '../members.ts';
import type { ListStreamsInput, ListStreamsOutput } from '../types.ts';

const MOST = 100;

/**
 * The streams of the account or of one table, a page at a time: also those that are disabled, for a day.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html
 */
export function listStreams(
  streams: ChangeStreams,
): Operation<ListStreamsInput, ListStreamsOutput> {
  return {
    members: {
      TableName: { length: [3, 255], pattern: '[a-zA-Z0-9_.-]+' },
      Limit: limit,
      ExclusiveStartStreamArn: streamArn,
    },
    permissions: () => [{ action: 'dynamodb:ListStreams', resource: '*' }],
    handle({ TableName, Limit = MOST, ExclusiveStartStreamArn: start }) {
      if (start !== undefined) checkArn(start);
      const listed = streams
        .all()
        .filter(({ origin }) => TableName === undefined || origin.tableName === TableName)
        .filter(({ arn }) => start === undefined || arn > start);
      const page = listed.slice(0, Limit);
      const Streams = page.map(({ arn, origin }) => ({
        StreamArn: arn,
        TableName: origin.tableName,
        StreamLabel: origin.label,
      }));
      if (page.length === listed.length) return { Streams };
      return { Streams, LastEvaluatedStreamArn: page.at(-1)!.arn };
    },
  };
}
