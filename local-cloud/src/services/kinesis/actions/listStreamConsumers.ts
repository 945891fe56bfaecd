import type { ListStreamConsumersInput, ListStreamConsumersOutput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { invalidArgument } from '../errors.ts';
import { limit, nextToken, requiredStreamArn } from '../members.ts';
import { decodePage, encodePage } from '../page-token.ts';
import type { Streams } from '../streams.ts';

/** In an answer, whatever more is asked for. */
const MOST = 100;

/**
 * The consumers of a stream in the order of their names, 100 at a time where no lower number is given. A
 * time of creation that is not the stream's names another one, which is gone.
 * Errors: ResourceNotFoundException, InvalidArgumentException, ExpiredNextTokenException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreamConsumers.html
 */
export function listStreamConsumers(
  streams: Streams,
): Operation<ListStreamConsumersInput, ListStreamConsumersOutput> {
  const { clock } = streams.cloud;
  return {
    members: {
      StreamARN: requiredStreamArn,
      NextToken: nextToken,
      MaxResults: limit,
      StreamCreationTimestamp: {},
    },
    permissions: ({ StreamARN }) => [streams.permission('ListStreamConsumers', { StreamARN })],
    handle({ StreamARN, NextToken, MaxResults = MOST, StreamCreationTimestamp }) {
      const stream = streams.get({ StreamARN });
      if (StreamCreationTimestamp !== undefined) {
        streams.checkCreation(stream, StreamCreationTimestamp, NextToken);
      }
      const page = NextToken === undefined ? undefined : decodePage(NextToken, clock.now());
      if (page !== undefined && page.stream !== stream.name) {
        throw invalidArgument('Invalid NextToken.');
      }
      const found = [...stream.consumers.values()]
        .filter(({ name }) => page === undefined || name > page.after)
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      const consumers = found.slice(0, Math.min(MaxResults, MOST));
      const after = consumers.at(-1)?.name ?? '';
      return {
        Consumers: consumers.map((consumer) => consumer.describe()),
        ...(found.length > consumers.length && {
          NextToken: encodePage({ stream: stream.name, after }, clock.now()),
        }),
      };
    },
  };
}
