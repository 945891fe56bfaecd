import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { type LogEvent, type LogStream, sizeOf } from '../log-stream.ts';
import {
  eventsLimit,
  logGroupIdentifier,
  logGroupName,
  logStreamName,
  nextToken,
  timestamp,
} from '../members.ts';
import { onGroup } from '../permissions.ts';
import type { LogStore } from '../store.ts';

const MAX_EVENTS = 10_000;
const MAX_PAGE_SIZE = 1_048_576;

/**
 * Reads a stream, the latest events first to be shown unless `startFromHead`; within a page they
 * are in the order of time. The end is reached when the token is the one that was given.
 * Errors: ResourceNotFoundException, InvalidParameterException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export function getLogEvents(
  store: LogStore,
): Operation<GetLogEventsRequest, GetLogEventsResponse> {
  return {
    members: {
      logGroupName,
      logGroupIdentifier,
      logStreamName: { ...logStreamName, required: true },
      startTime: timestamp,
      endTime: timestamp,
      nextToken,
      limit: eventsLimit,
      startFromHead: {},
    },
    permissions: (input) => [
      onGroup(
        store,
        'GetLogEvents',
        input.logGroupName ?? input.logGroupIdentifier,
        input.logStreamName,
      ),
    ],
    handle(input) {
      const group = store.named(input);
      const stream = group.stream(input.logStreamName);
      const position = input.nextToken === undefined ? undefined : parseToken(input.nextToken);
      const page = readPage(stream.events, position, input);
      const given = position?.id ?? '';
      return {
        events: page.map(({ timestamp, message, ingestedAt }) => ({
          timestamp,
          message,
          ingestionTime: ingestedAt,
        })),
        nextForwardToken: `f/${page.at(-1)?.id ?? given}`,
        nextBackwardToken: `b/${page[0]?.id ?? given}`,
      };
    },
  };
}

interface Position {
  readonly forward: boolean;
  /** Read on after this event, or before it. */
  readonly id: string;
}

function parseToken(token: string): Position {
  const match = /^([fb])\/(\d{56}|)$/.exec(token);
  if (match === null) throw invalidParameter('The specified nextToken is invalid.');
  return { forward: match[1] === 'f', id: match[2]! };
}

function readPage(
  events: LogStream['events'],
  position: Position | undefined,
  input: GetLogEventsRequest,
): readonly LogEvent[] {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = MAX_EVENTS } = input;
  if (position?.forward ?? input.startFromHead) {
    const { id: last = '' } = position ?? {};
    const left = events.from(({ id, timestamp }) => timestamp < startTime || id <= last);
    return pageOf(left, limit, ({ timestamp }) => timestamp < endTime);
  }
  const left = events.backwards(
    ({ id, timestamp }) => timestamp < endTime && (position === undefined || id < position.id),
  );
  return pageOf(left, limit, ({ timestamp }) => timestamp >= startTime).reverse();
}

/** As many of the events as fit into a page, up to the first that is not asked for. */
export function pageOf(
  events: Iterable<LogEvent>,
  limit: number,
  isAsked = (_: LogEvent) => true,
): LogEvent[] {
  const page: LogEvent[] = [];
  let size = 0;
  for (const event of events) {
    size += sizeOf(event);
    const isFull = page.length >= limit || (page.length > 0 && size > MAX_PAGE_SIZE);
    if (isFull || !isAsked(event)) break;
    page.push(event);
  }
  return page;
}
