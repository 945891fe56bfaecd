import { hash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import type { Cloud } from '../../core/service.ts';
import type { Published } from './message.ts';

type Message = Omit<Published, 'textFor'>;

/**
 * A message as endpoints get it.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function envelope(cloud: Cloud, subscriptionArn: string, message: Message, text: string) {
  const { id, topicArn, subject, ordered, attributes, sent } = message;
  return {
    Type: 'Notification',
    MessageId: id,
    ...(ordered && { SequenceNumber: ordered.sequenceNumber }),
    TopicArn: topicArn,
    ...(subject !== undefined && { Subject: subject }),
    Message: text,
    Timestamp: new Date(sent).toISOString(),
    ...(ordered === undefined && signature(cloud, message, text)),
    UnsubscribeURL: `${cloud.endpoint}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributesOf(attributes) }),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export function lambdaEvent(cloud: Cloud, subscriptionArn: string, message: Message, text: string) {
  const { SigningCertURL, UnsubscribeURL, ...told } = {
    SigningCertURL: undefined,
    ...envelope(cloud, subscriptionArn, message, text),
  };
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          ...told,
          ...(SigningCertURL !== undefined && { SigningCertUrl: SigningCertURL }),
          UnsubscribeUrl: UnsubscribeURL,
          Subject: message.subject ?? null,
          MessageAttributes: attributesOf(message.attributes),
        },
      },
    ],
  };
}

/**
 * Where AWS's signature stands. Nobody can verify this one: whoever does takes certificates of
 * amazonaws.com only.
 */
export function signature(
  cloud: Cloud,
  { id, signatureVersion }: Pick<Message, 'id' | 'signatureVersion'>,
  text: string,
) {
  return {
    SignatureVersion: signatureVersion,
    Signature: hash('sha512', `${id}\n${text}`, 'base64'),
    SigningCertURL: `${cloud.endpoint}/SimpleNotificationService-${hash('md5', cloud.accountId)}.pem`,
  };
}

function attributesOf(attributes: Readonly<Record<string, MessageAttributeValue>>) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        Type: DataType,
        Value: StringValue ?? Buffer.from(BinaryValue ?? []).toString('base64'),
      },
    ]),
  );
}
