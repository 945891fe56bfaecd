import { createHash, hash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';

export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

export function md5OfBody(body: string): string {
  return hash('md5', body);
}

/**
 * The digest that clients hold against what they sent: by name, each length-prefixed name and
 * type, a byte for the kind of value, and the length-prefixed value. Undefined: no attributes.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function md5OfAttributes(attributes: MessageAttributes | undefined): string | undefined {
  const names = Object.keys(attributes ?? {}).sort();
  if (attributes === undefined || names.length === 0) return undefined;
  const digest = createHash('md5');
  for (const name of names) {
    const { DataType: type = '', StringValue, BinaryValue } = attributes[name]!;
    const isBinary = type.startsWith('Binary');
    digest.update(prefixed(Buffer.from(name)));
    digest.update(prefixed(Buffer.from(type)));
    digest.update(Buffer.from([isBinary ? 2 : 1]));
    digest.update(
      prefixed(isBinary ? (BinaryValue ?? Buffer.alloc(0)) : Buffer.from(StringValue ?? '')),
    );
  }
  return digest.digest('hex');
}

function prefixed(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
