import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { AwsError } from '../../core/errors.ts';
import { invalidParameter } from './errors.ts';

const MAX_ATTRIBUTES = 10;

/** The characters of XML 1.0 that a body may not have; unpaired surrogates among them. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

const INVALID_CHARACTERS =
  'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF';

export function checkBody(body: string): void {
  if (FORBIDDEN.test(body)) throw new AwsError('InvalidMessageContents', INVALID_CHARACTERS);
}

export function checkSize(size: number, most: number): void {
  if (size <= most) return;
  throw invalidParameter(
    `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
  );
}

/** Bytes of the body, and of the names, types and values of the attributes. */
export function messageSize(sent: {
  readonly MessageBody?: string | undefined;
  readonly MessageAttributes?: Record<string, MessageAttributeValue> | undefined;
}): number {
  let size = Buffer.byteLength(sent.MessageBody ?? '');
  for (const [name, attribute] of Object.entries(sent.MessageAttributes ?? {})) {
    size += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType ?? '');
    size += Buffer.byteLength(attribute.StringValue ?? '') + (attribute.BinaryValue?.length ?? 0);
  }
  return size;
}

/**
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function checkMessageAttributes(
  attributes: Record<string, MessageAttributeValue> | undefined,
): void {
  const entries = Object.entries(attributes ?? {});
  if (entries.length > MAX_ATTRIBUTES) {
    throw invalidParameter(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [10].`,
    );
  }
  for (const [name, attribute] of entries) {
    checkName(name);
    checkAttribute(name, attribute);
  }
}

function checkName(name: string): void {
  if (/^(?!aws\.|amazon\.)(?!\.)(?!.*\.\.)[A-Za-z0-9_.-]{1,256}(?<!\.)$/i.test(name)) return;
  throw invalidParameter(
    `Message (user) attribute name '${name}' is invalid. It can contain only A-Z, a-z, 0-9, underscore, hyphen and dot, must not start or end with a dot or have two in a row, and must not start with AWS. or Amazon.`,
  );
}

function checkAttribute(name: string, attribute: MessageAttributeValue): void {
  const { DataType: type, StringValue, BinaryValue } = attribute;
  if (!type) {
    throw invalidParameter(
      `The message attribute '${name}' must contain non-empty message attribute type.`,
    );
  }
  const base = type.split('.')[0]!;
  if (!['String', 'Number', 'Binary'].includes(base)) {
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  if (attribute.StringListValues?.length || attribute.BinaryListValues?.length) {
    throw new AwsError('UnsupportedOperation', 'Message attribute list values are not supported.');
  }
  const empty = base === 'Binary' ? !BinaryValue?.length : !StringValue;
  if (empty) {
    throw invalidParameter(
      `Message (user) attribute '${name}' must contain a non-empty value of type '${base}'.`,
    );
  }
  if (FORBIDDEN.test(StringValue ?? '')) throw invalidParameter(INVALID_CHARACTERS);
  if (base === 'Number' && !isNumber(StringValue ?? '')) {
    throw invalidParameter(`Can't cast the value of message attribute '${name}' to a number.`);
  }
}

function isNumber(text: string): boolean {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text);
}
