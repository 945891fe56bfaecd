import type { Json, JsonObject } from '../../core/json.ts';

/** A message as ReceiveMessage gives it. */
export interface QueueMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly MD5OfMessageAttributes?: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttribute>>;
}

interface MessageAttribute {
  readonly DataType?: string;
  readonly StringValue?: string;
  readonly BinaryValue?: Uint8Array;
}

/**
 * A record of the event that the function is given. Where batches are gathered for a while, a message
 * without attributes has null for their digest, and elsewhere none (recorded).
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function eventRecord(
  message: QueueMessage,
  queueArn: string,
  awsRegion: string,
  isGathered: boolean,
): JsonObject {
  const md5OfMessageAttributes = message.MD5OfMessageAttributes ?? (isGathered ? null : undefined);
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: { ...message.Attributes },
    messageAttributes: attributes(message),
    ...(md5OfMessageAttributes !== undefined && { md5OfMessageAttributes }),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion,
  };
}

function attributes({ MessageAttributes = {} }: QueueMessage): JsonObject {
  const entries = Object.entries(MessageAttributes).map(([name, attribute]) => [
    name,
    {
      ...(attribute.StringValue !== undefined && { stringValue: attribute.StringValue }),
      ...(attribute.BinaryValue !== undefined && {
        binaryValue: Buffer.from(attribute.BinaryValue).toString('base64'),
      }),
      stringListValues: [],
      binaryListValues: [],
      dataType: attribute.DataType,
    },
  ]);
  return Object.fromEntries(entries);
}

/**
 * What filter patterns see of a message: a body that is JSON is seen as such.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
 */
export function filterRecord(message: QueueMessage): JsonObject {
  return { ...eventRecord(message, '', '', false), body: bodyOf(message.Body) };
}

function bodyOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
