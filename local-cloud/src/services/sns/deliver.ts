import * as z from 'zod';
import type { AwsError } from '../../core/errors.ts';
import type { Cloud, Principal, TaskOrigin } from '../../core/service.ts';
import { given, shape } from '../../core/state.ts';
import { nextTurn } from '../../core/turns.ts';
import { failureOf } from '../attempt.ts';
import { mail, withFooter } from './email.ts';
import { envelope, lambdaEvent } from './envelope.ts';
import { passes } from './filter.ts';
import type { Mailbox } from './mailbox.ts';
import type { Published } from './message.ts';
import { isMail, isWeb } from './protocols.ts';
import { SAVED_SUBSCRIPTION, type SavedSubscription } from './saved-subscription.ts';
import type { Subscription, Topics } from './topics.ts';
import { postNotification, webRetries } from './web.ts';

/** Retries of an endpoint within AWS: immediately, then one second apart; the tail is cut short. */
const RETRIES_MS = [0, 0, 1000, 1000, 5000, 20_000, 60_000];

/** Others have their turn after so many characters of messages, and what each subscription takes besides. */
const AT_ONCE = 2 ** 20;
const LEAST = 4_000;

/**
 * Hands a message to every subscription of its topic that is confirmed and lets it pass. Others have
 * their turn meanwhile.
 *
 * @param task what it was published for
 */
export async function fanOut(
  topics: Topics,
  mailbox: Mailbox,
  message: Published,
  task: TaskOrigin | undefined,
): Promise<void> {
  const { cloud } = topics;
  const attributes = Object.values(message.attributes).map(({ StringValue = '' }) => StringValue);
  const size = LEAST + attributes.join('').length;
  let handed = 0;
  for (const subscription of topics.subscriptionsOf(message.topicArn)) {
    if (subscription.confirmation === 'pending') continue;
    const text = message.textFor(subscription.protocol);
    handed += size + text.length;
    if (handed > AT_ONCE) {
      handed = 0;
      await nextTurn();
    }
    if (!passes(subscription.filter, text, message.attributes)) continue;
    if (isMail(subscription.protocol)) {
      mail(cloud, mailbox, subscription, { ...mailOf(cloud, subscription, message, text), task });
    } else {
      attempt(topics, deliveryOf(subscription, message, text));
    }
  }
}

function mailOf(cloud: Cloud, subscription: Subscription, message: Published, text: string) {
  return {
    subject: message.subject ?? 'AWS Notification Message',
    body:
      subscription.protocol === 'email'
        ? withFooter(cloud, subscription, text)
        : JSON.stringify(envelope(cloud, subscription.arn, message, text), null, 2),
  };
}

/** One message on its way to one subscription. */
export interface Delivery {
  readonly subscription: SavedSubscription;
  readonly message: Message;
  readonly text: string;
  readonly retries: number;
}

type Message = Omit<Published, 'textFor'>;

export const SAVED_DELIVERY = shape<Delivery>({
  subscription: SAVED_SUBSCRIPTION,
  message: shape<Message>({
    id: z.string(),
    topicArn: z.string(),
    subject: z.string().optional(),
    attributes: given(),
    sent: z.number(),
    ordered: z
      .strictObject({
        groupId: z.string(),
        deduplicationId: z.string(),
        sequenceNumber: z.string(),
      })
      .optional(),
    groupId: z.string().optional(),
    signatureVersion: z.string(),
    traceHeader: z.string().optional(),
  }),
  text: z.string(),
  retries: z.number(),
});

function deliveryOf(
  { filter: _, ...subscription }: Subscription,
  { textFor: __, ...message }: Published,
  text: string,
): Delivery {
  return { subscription, message, text, retries: 0 };
}

/** Calls the endpoint, and again after a while where it is down. */
export function attempt(topics: Topics, delivery: Delivery): void {
  const { cloud } = topics;
  const { subscription, message, text, retries } = delivery;
  cloud.background(`${message.topicArn} to ${subscription.endpoint}`, async () => {
    const failure = await failureOf(() => send(topics, subscription, message, text));
    if (failure === undefined) return;
    const delay = retriesOf(topics, subscription)[retries];
    if (delay === undefined || failure.fault === 'client') {
      await giveUp(cloud, subscription, message, text, failure);
    } else {
      topics.retries.add({ ...delivery, retries: retries + 1 }, delay);
    }
  });
}

function retriesOf(topics: Topics, { protocol, topicArn }: SavedSubscription): readonly number[] {
  return isWeb(protocol) ? webRetries(topics.find(topicArn)) : RETRIES_MS;
}

async function send(
  topics: Topics,
  subscription: SavedSubscription,
  message: Message,
  text: string,
): Promise<void> {
  const { cloud } = topics;
  const principal = snsFor(message.topicArn);
  if (isWeb(subscription.protocol)) {
    await postNotification(topics, subscription, message, text);
    return;
  }
  if (subscription.protocol === 'lambda') {
    await cloud.call(principal, 'Lambda', 'Invoke', {
      FunctionName: subscription.endpoint,
      InvocationType: 'Event',
      Payload: Buffer.from(JSON.stringify(lambdaEvent(cloud, subscription.arn, message, text))),
    });
    return;
  }
  await cloud.call(principal, 'SQS', 'SendMessage', {
    QueueUrl: queueName(subscription.endpoint),
    ...queueMessage(cloud, subscription, message, text),
  });
}

/**
 * With RawMessageDelivery the queue gets the message as it was published, attributes included. A
 * FIFO queue keeps the groups of the topic; so does a standard queue, for its fairness, those of a
 * standard topic.
 */
function queueMessage(
  cloud: Cloud,
  subscription: SavedSubscription,
  message: Message,
  text: string,
) {
  const raw = subscription.attributes.get('RawMessageDelivery') === 'true';
  const body = raw
    ? { MessageBody: text, MessageAttributes: message.attributes }
    : { MessageBody: JSON.stringify(envelope(cloud, subscription.arn, message, text)) };
  return { ...body, ...orderOf(message, subscription.endpoint), ...traceOf(message) };
}

function traceOf({ traceHeader }: Message) {
  if (traceHeader === undefined) return {};
  const AWSTraceHeader = { DataType: 'String', StringValue: traceHeader };
  return { MessageSystemAttributes: { AWSTraceHeader } };
}

function orderOf({ ordered, groupId }: Message, endpoint: string) {
  if (ordered === undefined) return groupId === undefined ? {} : { MessageGroupId: groupId };
  if (!endpoint.endsWith('.fifo')) return {};
  return { MessageGroupId: ordered.groupId, MessageDeduplicationId: ordered.deduplicationId };
}

async function giveUp(
  cloud: Cloud,
  subscription: SavedSubscription,
  message: Message,
  text: string,
  failure: AwsError,
): Promise<void> {
  const policy = subscription.attributes.get('RedrivePolicy');
  if (policy === undefined) throw failure;
  const { deadLetterTargetArn } = JSON.parse(policy) as { deadLetterTargetArn: string };
  await cloud.call(snsFor(message.topicArn), 'SQS', 'SendMessage', {
    QueueUrl: queueName(deadLetterTargetArn),
    ...queueMessage(cloud, subscription, message, text),
  });
}

function snsFor(topicArn: string): Principal {
  const service = 'sns.amazonaws.com';
  return { kind: 'service', arn: service, service, sourceArn: topicArn };
}

function queueName(arn: string): string {
  return arn.split(':').at(-1)!;
}
