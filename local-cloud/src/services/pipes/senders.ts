import type { PutLogEventsResponse, RejectedLogEventsInfo } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../core/errors.ts';
import type { Call, Item, Sending, Sent } from './targets.ts';
import { parameterOf } from './template.ts';

/** Of an answer that says of every entry for itself what became of it. */
interface Entry {
  readonly ErrorCode?: string | undefined;
  readonly ErrorMessage?: string | undefined;
}

interface Batched {
  readonly Failed?: readonly { Id: string; Code: string; Message?: string }[];
}

export async function sendToQueue({ call, arn, parameters, items }: Sending): Promise<Sent> {
  const { MessageGroupId: group, MessageDeduplicationId: deduplication } =
    parameters.SqsQueueParameters ?? {};
  const Entries = items.map(({ event, text }, index) => ({
    Id: String(index),
    MessageBody: text,
    ...(group && { MessageGroupId: parameterOf(group, event) }),
    ...(deduplication && { MessageDeduplicationId: parameterOf(deduplication, event) }),
  }));
  const QueueUrl = lastPartOf(arn);
  return failedIn(await call<Batched>('SQS', 'SendMessageBatch', { QueueUrl, Entries }));
}

export async function sendToTopic({ call, arn, items }: Sending): Promise<Sent> {
  const PublishBatchRequestEntries = items.map(({ text }, index) => ({
    Id: String(index),
    Message: text,
  }));
  const input = { TopicArn: arn, PublishBatchRequestEntries };
  return failedIn(await call<Batched>('SNS', 'PublishBatch', input));
}

/** An event of a bus tells by default from which pipe, and from which kind of source, it is. */
export async function sendToBus(sending: Sending): Promise<Sent> {
  const { call, arn, pipeName, parameters, items } = sending;
  const own = parameters.EventBridgeEventBusParameters ?? {};
  const Entries = items.map(({ event, text }) => ({
    EventBusName: arn,
    Source: parameterOf(own.Source ?? `Pipe ${pipeName}`, event),
    DetailType: parameterOf(own.DetailType ?? `Event from ${sending.sourceKind}`, event),
    Detail: text,
    Resources: (own.Resources ?? []).map((resource) => parameterOf(resource, event)),
    ...(own.Time && { Time: timeOf(own.Time, { event }) }),
  }));
  const output = await call<{ Entries: readonly Entry[] }>('EventBridge', 'PutEvents', { Entries });
  return refusedIn(output.Entries);
}

export async function sendToStream({ call, arn, parameters, items }: Sending): Promise<Sent> {
  const { PartitionKey = '' } = parameters.KinesisStreamParameters ?? {};
  const Records = items.map(({ event, text }) => ({
    Data: Buffer.from(text),
    PartitionKey: parameterOf(PartitionKey, event),
  }));
  const output = await call<{ Records: readonly Entry[] }>('Kinesis', 'PutRecords', {
    StreamARN: arn,
    Records,
  });
  return refusedIn(output.Records);
}

/**
 * What goes to one log stream is sent in the order of its times. Where none is named, the pipe makes its own.
 * Events whose times the log group does not take have failed.
 */
export async function sendToLogs(sending: Sending): Promise<Sent> {
  const { call, arn, pipeName, parameters, items, now } = sending;
  const { LogStreamName, Timestamp } = parameters.CloudWatchLogsParameters ?? {};
  const [, logGroupName] = /:log-group:([^:]+)/.exec(arn) ?? [];
  if (LogStreamName === undefined) await makeStream(call, logGroupName, pipeName);
  const events = items.map((item, index) => ({
    index,
    logStreamName: parameterOf(LogStreamName ?? pipeName, item.event),
    timestamp: Timestamp === undefined ? now : timeOf(Timestamp, item).getTime(),
    message: item.text,
  }));
  const streams = Map.groupBy(events, ({ logStreamName }) => logStreamName);
  const failed: { index: number; why: AwsError }[] = [];
  for (const [logStreamName, its] of streams) {
    its.sort((a, b) => a.timestamp - b.timestamp);
    const logEvents = its.map(({ timestamp, message }) => ({ timestamp, message }));
    const input = { logGroupName, logStreamName, logEvents };
    const answer = await call<PutLogEventsResponse>('CloudWatch Logs', 'PutLogEvents', input);
    const isTaken = placesIn(answer.rejectedLogEventsInfo);
    failed.push(...its.filter((_, place) => !isTaken(place)).map(rejected));
  }
  return { failed };
}

/** Of a batch those that are too old are the first, those that are too new the last. */
function placesIn(info: RejectedLogEventsInfo = {}): (place: number) => boolean {
  const { tooOldLogEventEndIndex: tooOld = 0, expiredLogEventEndIndex: expired = 0 } = info;
  const { tooNewLogEventStartIndex: tooNew = Number.POSITIVE_INFINITY } = info;
  return (place) => place >= Math.max(tooOld, expired) && place < tooNew;
}

function rejected({ index, timestamp }: { index: number; timestamp: number }) {
  const time = new Date(timestamp).toISOString();
  const message = `The log group takes no event of ${time}: it is too old or too new, or not in milliseconds.`;
  return { index, why: new AwsError('RejectedLogEvents', message) };
}

async function makeStream(call: Call, logGroupName = '', logStreamName: string): Promise<void> {
  try {
    await call('CloudWatch Logs', 'CreateLogStream', { logGroupName, logStreamName });
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') {
      throw error;
    }
  }
}

/**
 * Milliseconds since 1970, or a date as a text has it.
 *
 * @throws ValidationException for what is neither
 */
function timeOf(path: string, { event }: Pick<Item, 'event'>): Date {
  const found = parameterOf(path, event);
  const time = new Date(/^\d+$/.test(found) ? Number(found) : found);
  if (!Number.isNaN(time.getTime())) return time;
  throw new AwsError('ValidationException', `There is no time at the path ${path} of the event.`);
}

function lastPartOf(arn: string): string {
  return arn.split(':').at(-1) ?? '';
}

function failedIn({ Failed = [] }: Batched): Sent {
  const failed = Failed.map(({ Id, Code, Message = '' }) => ({
    index: Number(Id),
    why: new AwsError(Code, Message),
  }));
  return { failed };
}

function refusedIn(entries: readonly Entry[]): Sent {
  const failed = entries.flatMap(({ ErrorCode, ErrorMessage = '' }, index) =>
    ErrorCode === undefined ? [] : { index, why: new AwsError(ErrorCode, ErrorMessage) },
  );
  return { failed };
}
