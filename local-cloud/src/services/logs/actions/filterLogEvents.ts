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
      const all = await search(streamsOf(group, input), input);
      const found = all.filter(({ event }) => event.id > token);
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

/** How many characters are searched before others have their turn. */
const MOST_AT_ONCE = 2 ** 20;

async function search(
  streams: readonly LogStream[],
  input: FilterLogEventsRequest,
): Promise<Found[]> {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = input;
  const matches = parseFilterPattern(input.filterPattern);
  const found: Found[] = [];
  let searched = 0;
  for (const stream of streams) {
    for (const event of stream.events.from(({ timestamp }) => timestamp < startTime)) {
      if (event.timestamp > endTime) break;
      if (matches(event.message)) found.push({ stream, event });
      searched += event.message.length;
      if (searched < MOST_AT_ONCE) continue;
      searched = 0;
      await nextTurn();
    }
  }
  return found.sort((a, b) => (a.event.id < b.event.id ? -1 : 1));
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
