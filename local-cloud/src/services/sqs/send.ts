import { hash } from 'node:crypto';
import type { MessageAttributeValue, SendMessageResult } from '@aws-sdk/client-sqs';
import { notSupported } from '../../core/errors.ts';
import type { CallContext, Principal } from '../../core/service.ts';
import { checkBody, checkMessageAttributes, checkSize, messageSize } from './check-message.ts';
import { md5OfAttributes, md5OfBody } from './digest.ts';
import { invalidParameter, invalidValue, missingParameter } from './errors.ts';
import type { Message } from './message.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/** What SendMessage and an entry of SendMessageBatch have in common. */
export interface Sent {
  readonly MessageBody?: string | undefined;
  readonly DelaySeconds?: number | undefined;
  readonly MessageAttributes?: Record<string, MessageAttributeValue> | undefined;
  readonly MessageSystemAttributes?: Record<string, MessageAttributeValue> | undefined;
  readonly MessageDeduplicationId?: string | undefined;
  readonly MessageGroupId?: string | undefined;
}

/** Puts one message into the queue, unless a FIFO queue has it already. */
export function send(
  queues: Queues,
  queue: Queue,
  sent: Sent,
  context: Pick<CallContext, 'principal' | 'traceHeader'>,
): SendMessageResult {
  check(queue, sent);
  const { random, clock } = queues.cloud;
  const duplicateOf = deduplicationKey(queue, sent);
  const earlier = duplicateOf === undefined ? undefined : queue.deduplication.find(duplicateOf);
  const accepted = earlier ?? {
    messageId: random.uuid(),
    sequenceNumber: queue.isFifo ? queue.deduplication.nextSequenceNumber() : '',
  };
  if (earlier === undefined) {
    const message = newMessage(queue, sent, accepted, context, clock.now());
    queue.add(message, delayOf(queue, sent) * 1000);
    if (duplicateOf !== undefined) queue.deduplication.remember(duplicateOf, accepted);
  }
  queues.metrics.sent(queue, messageSize(sent));
  return {
    MessageId: accepted.messageId,
    MD5OfMessageBody: md5OfBody(sent.MessageBody ?? ''),
    MD5OfMessageAttributes: md5OfAttributes(sent.MessageAttributes),
    MD5OfMessageSystemAttributes: md5OfAttributes(sent.MessageSystemAttributes),
    ...(queue.isFifo && { SequenceNumber: accepted.sequenceNumber }),
  };
}

/** In seconds. In a FIFO queue a message has no delay of its own: 0 leaves it the queue's (recorded). */
function delayOf({ isFifo, attributes }: Queue, { DelaySeconds: own }: Sent): number {
  return (isFifo ? undefined : own) ?? attributes.delay;
}

function check(queue: Queue, sent: Sent): void {
  checkBody(sent.MessageBody ?? '');
  checkMessageAttributes(sent.MessageAttributes);
  checkSystemAttributes(sent.MessageSystemAttributes);
  checkSize(messageSize(sent), queue.attributes.maximumSize);
  if (queue.isFifo) checkFifo(queue, sent);
  else if (sent.MessageDeduplicationId !== undefined) {
    throw wrongQueueType('MessageDeduplicationId', sent.MessageDeduplicationId);
  }
}

function checkFifo(queue: Queue, sent: Sent): void {
  if (sent.DelaySeconds) throw wrongQueueType('DelaySeconds', sent.DelaySeconds);
  if (sent.MessageGroupId === undefined) throw missingParameter('MessageGroupId');
  checkDeduplication(queue, sent);
}

/**
 * What no message of a batch to a FIFO queue may lack: it fails the batch as a whole (recorded).
 *
 * @throws InvalidParameterValue
 */
export function checkFifoEntry(queue: Queue, sent: Sent): void {
  if (!queue.isFifo) return;
  if (sent.MessageGroupId === undefined) {
    throw invalidParameter('The request must contain the parameter MessageGroupId.');
  }
  checkDeduplication(queue, sent);
}

function checkDeduplication(queue: Queue, sent: Sent): void {
  const given = sent.MessageDeduplicationId !== undefined;
  if (!given && queue.attributes.given.ContentBasedDeduplication !== 'true') {
    throw invalidParameter(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
}

function wrongQueueType(parameter: string, value: unknown): Error {
  return invalidValue(
    parameter,
    value,
    'The request include parameter that is not valid for this queue type.',
  );
}

function checkSystemAttributes(attributes: Sent['MessageSystemAttributes']): void {
  for (const name of Object.keys(attributes ?? {})) {
    if (name !== 'AWSTraceHeader') {
      throw notSupported('SQS', `the message system attribute ${name}`);
    }
  }
}

/** Undefined for standard queues, which deliver every message. */
function deduplicationKey(queue: Queue, sent: Sent): string | undefined {
  if (!queue.isFifo) return undefined;
  const id = deduplicationId(sent);
  const scoped = queue.attributes.given.DeduplicationScope === 'messageGroup';
  return scoped ? `${sent.MessageGroupId} ${id}` : id;
}

function deduplicationId(sent: Sent): string {
  return sent.MessageDeduplicationId ?? hash('sha256', sent.MessageBody ?? '');
}

function newMessage(
  queue: Queue,
  sent: Sent,
  accepted: { readonly messageId: string; readonly sequenceNumber: string },
  { principal, traceHeader }: Pick<CallContext, 'principal' | 'traceHeader'>,
  now: number,
): Message {
  return {
    id: accepted.messageId,
    body: sent.MessageBody ?? '',
    attributes: sent.MessageAttributes,
    traceHeader: sent.MessageSystemAttributes?.AWSTraceHeader?.StringValue ?? traceHeader,
    senderId: senderId(principal),
    sentAt: now,
    groupId: sent.MessageGroupId,
    deduplicationId: queue.isFifo ? deduplicationId(sent) : undefined,
    sequenceNumber: queue.isFifo ? accepted.sequenceNumber : undefined,
    state: 'visible',
    timer: undefined,
    receiveCount: 0,
    firstReceivedAt: undefined,
    receivedAt: undefined,
    receiptHandle: undefined,
    deadLetterSource: undefined,
  };
}

/** The account for its root; `<role id>:<session>` for a role. */
function senderId({ kind, arn, roleArn, service }: Principal): string {
  if (kind === 'service') return service ?? arn;
  if (kind !== 'role') return arn.split(':')[4] || 'anonymous';
  const id = hash('sha256', roleArn ?? arn)
    .slice(0, 17)
    .toUpperCase();
  return `AROA${id}:${arn.split('/').at(-1)}`;
}
