import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { AwsError } from '../../core/errors.ts';

/** An attribute of a message that SNS does not take, in its words (recorded). */
function refuse(message: string): never {
  throw new AwsError('InvalidParameterValueException', message);
}

/**
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 *
 * @throws InvalidParameterValueException
 */
export function checkAttribute(name: string, attribute: MessageAttributeValue): void {
  checkName(name);
  const { DataType = '', StringValue, BinaryValue } = attribute;
  const [kind, label] = DataType.split(/\.(.*)/);
  if (!['String', 'Number', 'Binary'].includes(kind!) || label === '') {
    refuse(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const field = kind === 'Binary' ? 'Binary' : 'String';
  const [given, other] =
    field === 'Binary' ? [BinaryValue, StringValue] : [StringValue, BinaryValue];
  if (given?.length) return;
  if (other?.length)
    refuse(`The message attribute '${name}' with type '${kind}' must use field '${field}'.`);
  refuse(
    `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
  );
}

function checkName(name: string): void {
  if (name.length > 256) refuse('Length of message attribute name must be less than 256 bytes.');
  const [wrong] = name.match(/[^A-Za-z0-9_.-]/) ?? [];
  if (wrong !== undefined) {
    const code = wrong.codePointAt(0)!.toString(16).toUpperCase();
    refuse(
      `Invalid non-alphanumeric character '#x${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
    );
  }
  if (name.startsWith('.'))
    refuse("Invalid message attribute name starting with character '.' was found.");
  if (name.endsWith('.'))
    refuse("Invalid message attribute name ending with character '.' was found.");
  if (name.includes('..')) refuse("Message attribute name can not have successive '.' character.");
}

/** In bytes: names, types and values. */
export function attributesSize(
  attributes: Readonly<Record<string, MessageAttributeValue>>,
): number {
  return Object.entries(attributes).reduce(
    (size, [name, { DataType = '', StringValue = '', BinaryValue }]) =>
      size + Buffer.byteLength(name + DataType + StringValue) + (BinaryValue?.length ?? 0),
    0,
  );
}
