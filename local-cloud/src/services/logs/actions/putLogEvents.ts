import type {
  InputLogEvent,
  PutLogEventsRequest,
  PutLogEventsResponse,
  RejectedLogEventsInfo,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import type { LogGroup } from '../log-group.ts';
import { eventId, type LogStream, sizeOf } from '../log-stream.ts';
import { logGroupName, logStreamName, timestamp } from '../members.ts';
import { onGroup } from '../permissions.ts';
import type { LogStore } from '../store.ts';

const HOUR = 60 * 60 * 1000;
const MAX_BATCH_SIZE = 1_048_576;
const MAX_SPAN = 24 * HOUR;
const MAX_AHEAD = 2 * HOUR;
const MAX_AGE = 14 * 24 * HOUR;

/**
 * Takes in a batch of events, which must be in the order of their time (milliseconds). Those too
 * old or too far ahead are rejected by their place in the batch; sequence tokens mean nothing.
 * Errors: ResourceNotFoundException, InvalidParameterException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export function putLogEvents(
  store: LogStore,
): Operation<PutLogEventsRequest, PutLogEventsResponse> {
  return {
    members: {
      logGroupName: { ...logGroupName, required: true },
      logStreamName: { ...logStreamName, required: true },
      logEvents: {
        required: true,
        length: [1, 10_000],
        sensitive: true,
        items: {
          members: {
            timestamp: { ...timestamp, required: true },
            message: { required: true, length: [1] },
          },
        },
      },
      sequenceToken: { length: [1] },
    },
    permissions: ({ logGroupName, logStreamName }) => [
      onGroup(store, 'PutLogEvents', logGroupName, logStreamName),
    ],
    handle({ logGroupName, logStreamName, logEvents = [] }) {
      const group = store.get(logGroupName);
      const stream = group.stream(logStreamName);
      checkBatch(logEvents);
      const rejected = rejections(logEvents, group, store.cloud.clock.now());
      const first = Math.max(
        rejected.tooOldLogEventEndIndex ?? 0,
        rejected.expiredLogEventEndIndex ?? 0,
      );
      take(store, stream, logEvents.slice(first, rejected.tooNewLogEventStartIndex));
      return {
        nextSequenceToken: String(store.nextSequence()).padStart(56, '0'),
        ...(Object.keys(rejected).length > 0 && { rejectedLogEventsInfo: rejected }),
      };
    },
  };
}

function take(store: LogStore, stream: LogStream, given: readonly InputLogEvent[]): void {
  const ingestedAt = store.cloud.clock.now();
  const events = given.map(({ timestamp = 0, message = '' }) => ({
    id: eventId(timestamp, store.nextSequence()),
    timestamp,
    ingestedAt,
    message,
  }));
  store.add(stream, events);
  stream.lastIngestedAt = ingestedAt;
}

function checkBatch(events: readonly InputLogEvent[]): void {
  const size = events.reduce((total, { message = '' }) => total + sizeOf({ message }), 0);
  if (size > MAX_BATCH_SIZE) {
    throw invalidParameter(`Upload too large: ${size} bytes exceeds limit of ${MAX_BATCH_SIZE}`);
  }
  checkOrder(events.map(({ timestamp = 0 }) => timestamp));
}

function checkOrder(times: readonly number[]): void {
  if (times.some((time, index) => time < (times[index - 1] ?? time))) {
    throw invalidParameter(
      'Log events in a single PutLogEvents request must be in chronological order.',
    );
  }
  if (times.at(-1)! - times[0]! <= MAX_SPAN) return;
  throw invalidParameter(
    'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
  );
}

function rejections(
  events: readonly InputLogEvent[],
  group: LogGroup,
  now: number,
): RejectedLogEventsInfo {
  const before = (time: number) => events.filter(({ timestamp = 0 }) => timestamp < time).length;
  const expired = before(group.retainedFrom);
  const old = before(now - MAX_AGE);
  const fine = before(now + MAX_AHEAD + 1);
  return {
    ...(expired > 0 && { expiredLogEventEndIndex: expired }),
    ...(old > 0 && { tooOldLogEventEndIndex: old }),
    ...(fine < events.length && { tooNewLogEventStartIndex: fine }),
  };
}
