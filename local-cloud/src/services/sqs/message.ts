import type { MessageSystemAttributeName, Message as ReceivedMessage } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Timer } from '../../core/clock.ts';
import { given, shape } from '../../core/state.ts';
import { type MessageAttributes, md5OfAttributes, md5OfBody } from './digest.ts';

export type MessageState = 'delayed' | 'visible' | 'inFlight' | 'gone';

/** One message in a queue. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes | undefined;
  /** The X-Ray trace header the sender gave. */
  readonly traceHeader: string | undefined;
  readonly senderId: string;
  readonly sentAt: number;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sequenceNumber: string | undefined;
  state: MessageState;
  /** Makes it visible when its delay or visibility timeout is over. */
  timer: Timer | undefined;
  receiveCount: number;
  firstReceivedAt: number | undefined;
  /** When it was received last. */
  receivedAt: number | undefined;
  /** Of the latest receive: the only handle that a FIFO queue takes. */
  receiptHandle: string | undefined;
  /** The queue it came from, if this is a dead-letter queue. */
  deadLetterSource: string | undefined;
}

/** A message as it is saved: instead of its timer, when that is due. */
export interface SavedMessage extends Omit<Message, 'timer'> {
  readonly shown: { readonly at: number; readonly background: boolean } | undefined;
}

export const SAVED_MESSAGE = shape<SavedMessage>({
  id: z.string(),
  body: z.string(),
  attributes: given<MessageAttributes>().optional(),
  traceHeader: z.string().optional(),
  senderId: z.string(),
  sentAt: z.number(),
  groupId: z.string().optional(),
  deduplicationId: z.string().optional(),
  sequenceNumber: z.string().optional(),
  state: z.enum(['delayed', 'visible', 'inFlight']),
  receiveCount: z.number(),
  firstReceivedAt: z.number().optional(),
  receivedAt: z.number().optional(),
  receiptHandle: z.string().optional(),
  deadLetterSource: z.string().optional(),
  shown: z.strictObject({ at: z.number(), background: z.boolean() }).optional(),
});

export interface AskedAttributes {
  readonly system: readonly string[];
  readonly message: readonly string[];
}

/** The message as ReceiveMessage answers it, with the attributes that were asked for. */
export function received(message: Message, asked: AskedAttributes): ReceivedMessage {
  const attributes = selected(message.attributes, asked.message);
  const system = systemAttributes(message, asked.system);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5OfBody(message.body),
    Body: message.body,
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    ...(attributes && {
      MessageAttributes: attributes,
      MD5OfMessageAttributes: md5OfAttributes(attributes),
    }),
  };
}

/** `All`, `*` and `.*` ask for every attribute, `name.*` for those that start so. */
function selected(
  attributes: MessageAttributes | undefined,
  asked: readonly string[],
): Record<string, MessageAttributes[string]> | undefined {
  const entries = Object.entries(attributes ?? {}).filter(([name]) =>
    asked.some((pattern) => isAsked(name, pattern)),
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function isAsked(name: string, pattern: string): boolean {
  if (pattern === 'All' || pattern === '*') return true;
  return pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -2)) : name === pattern;
}

const SYSTEM_ATTRIBUTES: readonly MessageSystemAttributeName[] = [
  'All',
  'ApproximateFirstReceiveTimestamp',
  'ApproximateReceiveCount',
  'AWSTraceHeader',
  'DeadLetterQueueSourceArn',
  'MessageDeduplicationId',
  'MessageGroupId',
  'SenderId',
  'SentTimestamp',
  'SequenceNumber',
];

export function isSystemAttribute(name: string): boolean {
  return SYSTEM_ATTRIBUTES.some((known) => known === name);
}

function systemAttributes(message: Message, asked: readonly string[]): Record<string, string> {
  const known: Partial<Record<MessageSystemAttributeName, string | undefined>> = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    SequenceNumber: message.sequenceNumber,
    MessageDeduplicationId: message.deduplicationId,
    MessageGroupId: message.groupId,
    AWSTraceHeader: message.traceHeader,
    DeadLetterQueueSourceArn: message.deadLetterSource,
  };
  const all = asked.includes('All');
  return Object.fromEntries(
    Object.entries(known).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && (all || asked.includes(entry[0])),
    ),
  );
}
