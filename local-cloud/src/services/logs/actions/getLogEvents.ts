import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { type LogEvent, sizeOf } from '../log-stream.ts';
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
      const { events } = group.stream(input.logStreamName);
      const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = MAX_EVENTS } = input;
      const inTime = events.filter(
        ({ timestamp }) => timestamp >= startTime && timestamp < endTime,
      );
      const position = input.nextToken === undefined ? undefined : parseToken(input.nextToken);
      const page = readPage(inTime, position, input.startFromHead ?? false, limit);
      return {
        events: page.map(({ timestamp, message, ingestedAt }) => ({
          timestamp,
          message,
          ingestionTime: ingestedAt,
        })),
        nextForwardToken: `f/${page.at(-1)?.id ?? position?.id ?? ''}`,
        nextBackwardToken: `b/${page[0]?.id ?? position?.id ?? ''}`,
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
  events: readonly LogEvent[],
  position: Position | undefined,
  fromHead: boolean,
  limit: number,
): readonly LogEvent[] {
  const forward = position?.forward ?? fromHead;
  if (forward) {
    const after = events.filter(({ id }) => id > (position?.id ?? ''));
    return after.slice(0, pageLength(after, limit));
  }
  const before = position === undefined ? events : events.filter(({ id }) => id < position.id);
  const length = pageLength(before.toReversed(), limit);
  return before.slice(before.length - length);
}

/** How many of the events fit into a page. */
export function pageLength(events: readonly LogEvent[], limit: number): number {
  let size = 0;
  let count = 0;
  for (const event of events) {
    size += sizeOf(event);
    if (count >= limit || (count > 0 && size > MAX_PAGE_SIZE)) break;
    count += 1;
  }
  return count;
}
