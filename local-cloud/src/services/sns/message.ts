import type { MessageAttributeValue, PublishInput } from '@aws-sdk/client-sns';
import { isObject } from '../../core/json.ts';
import { invalidParameter } from './errors.ts';
import type { Ordered } from './fifo.ts';
import { attributesSize, checkAttribute } from './message-attributes.ts';
import type { Protocol } from './topics.ts';

/** https://docs.aws.amazon.com/general/latest/gr/sns.html */
export const MOST_BYTES = 262_144;
const MOST_SUBJECT = 100;

/** A message that was published, ready for every subscription. */
export interface Published {
  readonly id: string;
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  /** Cloud time in milliseconds. */
  readonly sent: number;
  /** Of a message to a FIFO topic. */
  readonly ordered: Ordered | undefined;
  /** Of a message to a standard topic: for the fairness of queues. */
  readonly groupId: string | undefined;
  readonly signatureVersion: string;
  /** The X-Ray trace that it was published in. */
  readonly traceHeader: string | undefined;
  /** The text for a protocol: with MessageStructure `json` each may have its own. */
  textFor(protocol: Protocol): string;
}

/** @throws InvalidParameterException, InvalidParameterValueException */
export function checkMessage(input: PublishInput): Published['textFor'] {
  const { Message, Subject, MessageStructure, MessageAttributes = {} } = input;
  if (Message === undefined || Message === '') throw invalidParameter('Empty message');
  if (messageSize(input) > MOST_BYTES) throw invalidParameter('Message too long');
  if (Subject !== undefined) checkSubject(Subject);
  for (const [name, value] of Object.entries(MessageAttributes)) checkAttribute(name, value);
  if (MessageStructure === undefined) return () => Message;
  if (MessageStructure !== 'json') throw invalidParameter('MessageStructure');
  return perProtocol(Message);
}

/** In bytes, attributes included. */
export function messageSize({ Message = '', MessageAttributes = {} }: PublishInput): number {
  return Buffer.byteLength(Message) + attributesSize(MessageAttributes);
}

function checkSubject(subject: string): void {
  // ASCII, beginning with a letter, number or punctuation mark; no line breaks.
  if (!/^[\x21-\x7e][\x20-\x7e]*$/.test(subject) || subject.length > MOST_SUBJECT) {
    throw invalidParameter('Subject');
  }
}

function perProtocol(message: string): Published['textFor'] {
  let texts: unknown;
  try {
    texts = JSON.parse(message);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  if (!isObject(texts) || typeof texts.default !== 'string') {
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  }
  const { default: fallback } = texts;
  return (protocol) => {
    const own = Object.hasOwn(texts, protocol) ? texts[protocol] : undefined;
    return typeof own === 'string' ? own : fallback;
  };
}
