import type {
  FilteredLogEvent,
  FilterLogEventsRequest,
  FilterLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { nextTurn } from '../../../core/turns.ts';
import { invalidParameter } from '../errors.ts';
import type { LogGroup } from '../log-group.ts';
import type { LogEvent, LogStream } from '../log-stream.ts';
import {
  eventsLimit,
  logGroupIdentifier,
  logGroupName,
  logStreamName,
  nextToken,
  timestamp,
} from '../members.ts';
import { parseFilterPattern } from '../patterns/filter-pattern.ts';
import { onGroup } from '../permissions.ts';
import type { LogStore } from '../store.ts';
import { pageOf } from './getLogEvents.ts';

const MAX_EVENTS = 10_000;

/**
 * Searches the streams of a log group; what matches is in the order of time, across streams.
 * Errors: ResourceNotFoundException, InvalidParameterException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function filterLogEvents(
  store: LogStore,
): Operation<FilterLogEventsRequest, FilterLogEventsResponse> {
  return {
    members: {
      logGroupName,
      logGroupIdentifier,
      logStreamNames: { length: [1, 100], items: logStreamName },
      logStreamNamePrefix: logStreamName,
      startTime: timestamp,
      endTime: timestamp,
      filterPattern: { length: [0, 1024] },
      nextToken,
      limit: eventsLimit,
      interleaved: {},
    },
    permissions: (input) => [
      onGroup(store, 'FilterLogEvents', input.logGroupName ?? input.logGroupIdentifier),
    ],
    async handle(input) {
      const { limit = MAX_EVENTS, nextToken: token = '' } = input;
      const group = store.named(input);
      if (token !== '' && !/^\d+$/.test(token)) {
        throw invalidParameter('The specified nextToken is invalid.');
      }
      group.expire();
      const found = await search(streamsOf(group, input), input, { after: token, most: limit + 1 });
      const { length } = pageOf(
        found.map(({ event }) => event),
        limit,
      );
      const page = found.slice(0, length);
      const more = page.length < found.length;
      return {
        events: page.map(describe),
        searchedLogStreams: [],
        ...(more && { nextToken: page.at(-1)?.event.id }),
      };
    },
  };
}

interface Found {
  readonly stream: LogStream;
  readonly event: LogEvent;
}

/** Characters of events times those of the pattern that are looked at before others have their turn. */
const MOST_AT_ONCE = 2 ** 26;
/** What an event takes and what a pattern takes, however short they are: in characters. */
const LEAST = 64;

/** The first of those that match and come after an id. */
async function search(
  streams: readonly LogStream[],
  { startTime = 0, endTime = Number.POSITIVE_INFINITY, filterPattern }: FilterLogEventsRequest,
  { after, most }: { readonly after: string; readonly most: number },
): Promise<readonly Found[]> {
  const matches = parseFilterPattern(filterPattern);
  const perCharacter = LEAST + (filterPattern?.length ?? 0);
  let found: Found[] = [];
  let searched = 0;
  for (const stream of streams) {
    for (const event of stream.events.from(({ timestamp }) => timestamp < startTime)) {
      if (event.timestamp > endTime) break;
      if (event.id > after && matches(event.message)) found.push({ stream, event });
      if (found.length > 2 * most) found = firstOf(found, most);
      searched += (LEAST + event.message.length) * perCharacter;
      if (searched < MOST_AT_ONCE) continue;
      searched = 0;
      await nextTurn();
    }
  }
  return firstOf(found, most);
}

function firstOf(found: readonly Found[], most: number): Found[] {
  return found.toSorted((a, b) => (a.event.id < b.event.id ? -1 : 1)).slice(0, most);
}

function streamsOf(group: LogGroup, input: FilterLogEventsRequest): LogStream[] {
  const { logStreamNames: names, logStreamNamePrefix: prefix } = input;
  if (names !== undefined && prefix !== undefined) {
    throw invalidParameter(
      'logStreamNames and logStreamNamePrefix are mutually exclusive parameters.',
    );
  }
  if (names !== undefined) return names.map((name) => group.stream(name));
  return [...group.streams.values()].filter(({ name }) => name.startsWith(prefix ?? ''));
}

function describe({ stream, event }: Found): FilteredLogEvent {
  return {
    logStreamName: stream.name,
    timestamp: event.timestamp,
    message: event.message,
    ingestionTime: event.ingestedAt,
    eventId: event.id,
  };
}
