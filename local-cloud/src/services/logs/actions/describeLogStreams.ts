import type {
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  LogStream as LogStreamDescription,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import type { LogStream } from '../log-stream.ts';
import {
  describeLimit,
  logGroupIdentifier,
  logGroupName,
  logStreamName,
  nextToken,
} from '../members.ts';
import { onGroup } from '../permissions.ts';
import type { LogStore } from '../store.ts';

const PAGE_SIZE = 50;

/**
 * Describes the streams of a log group by name or by the time of their last event.
 * Errors: ResourceNotFoundException, InvalidParameterException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html
 */
export function describeLogStreams(
  store: LogStore,
): Operation<DescribeLogStreamsRequest, DescribeLogStreamsResponse> {
  return {
    members: {
      logGroupName,
      logGroupIdentifier,
      logStreamNamePrefix: logStreamName,
      orderBy: { enum: ['LogStreamName', 'LastEventTime'] },
      descending: {},
      nextToken,
      limit: describeLimit,
    },
    permissions: (input) => [
      onGroup(store, 'DescribeLogStreams', input.logGroupName ?? input.logGroupIdentifier),
    ],
    handle(input) {
      const { logStreamNamePrefix: prefix = '', orderBy, limit = PAGE_SIZE, nextToken } = input;
      if (orderBy === 'LastEventTime' && prefix !== '') {
        throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
      }
      const group = store.named(input);
      group.expire();
      const streams = [...group.streams.values()].filter(({ name }) => name.startsWith(prefix));
      const key = orderBy === 'LastEventTime' ? timeKey : nameKey;
      streams.sort((a, b) => (key(a) < key(b) ? -1 : 1));
      if (input.descending) streams.reverse();
      const start = nextToken === undefined ? 0 : indexAfter(streams, nextToken);
      const page = streams.slice(start, start + limit);
      const more = start + page.length < streams.length;
      return { logStreams: page.map(describe), ...(more && { nextToken: page.at(-1)?.name }) };
    },
  };
}

function nameKey({ name }: LogStream): string {
  return name;
}

function timeKey({ events, name }: LogStream): string {
  return `${events.last?.id ?? ''} ${name}`;
}

function indexAfter(streams: readonly LogStream[], name: string): number {
  const index = streams.findIndex((stream) => stream.name === name);
  if (index < 0) throw invalidParameter('The specified nextToken is invalid.');
  return index + 1;
}

/** AWS no longer tells the stored bytes of streams: it is always 0. */
function describe(stream: LogStream): LogStreamDescription {
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAt,
    firstEventTimestamp: stream.events.first?.timestamp,
    lastEventTimestamp: stream.events.last?.timestamp,
    lastIngestionTime: stream.lastIngestedAt,
    arn: stream.arn,
    storedBytes: 0,
  };
}
