import { AwsError } from '../../core/errors.ts';
import { localAddress } from '../../core/local-address.ts';
import { readBody } from '../../core/response-body.ts';
import { envelope, signature } from './envelope.ts';
import type { Published } from './message.ts';
import type { SavedSubscription } from './saved-subscription.ts';
import { deliveryPolicy } from './topic-attributes.ts';
import type { Subscription, Topic, Topics } from './topics.ts';

/** What SNS gives a server to answer in. */
const TIMEOUT_MS = 15_000;
const MOST_RETRIES = 100;
/** Of what a server answers only the status counts. In bytes. */
const MOST_READ = 65_536;

type Receiver = Pick<Subscription, 'arn' | 'topicArn' | 'endpoint' | 'asked'>;

/** Asks a server to confirm that it wants the topic's messages. */
export function askToConfirm(topics: Topics, subscription: Receiver): void {
  const text = `You have chosen to subscribe to the topic ${subscription.topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`;
  ask(topics, subscription, 'SubscriptionConfirmation', text);
}

/** Tells a server that its subscription has ended, and how to have it back. */
export function tellOfEnd(topics: Topics, subscription: Receiver): void {
  const text = `You have chosen to deactivate subscription ${subscription.arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`;
  ask(topics, subscription, 'UnsubscribeConfirmation', text);
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
function ask(topics: Topics, to: Receiver, Type: string, Message: string): void {
  const { cloud } = topics;
  const { topicArn, asked, endpoint } = to;
  const id = cloud.random.uuid();
  const token = asked!.token;
  const body = {
    ...{ Type, MessageId: id, Token: token, TopicArn: topicArn, Message },
    SubscribeURL: `${cloud.endpoint}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`,
    Timestamp: new Date(cloud.clock.now()).toISOString(),
    ...signature(cloud, { id, signatureVersion: versionOf(topics.find(topicArn)) }, Message),
  };
  const headers = {
    ...headersOf(Type, id, topicArn),
    ...(Type === 'UnsubscribeConfirmation' && { 'x-amz-sns-subscription-arn': to.arn }),
  };
  cloud.background(`${topicArn} to ${endpoint}`, () =>
    post(localAddress(cloud.endpoint, endpoint), headers, JSON.stringify(body, null, 2)),
  );
}

function versionOf(topic: Topic | undefined): string {
  return topic?.attributes.get('SignatureVersion') ?? '1';
}

/**
 * Posts a message: as it was published with RawMessageDelivery, else in SNS's form.
 *
 * @throws AwsError whose fault is the client's if it makes no sense to try again
 */
export async function postNotification(
  topics: Topics,
  { arn, endpoint, attributes }: SavedSubscription,
  message: Omit<Published, 'textFor'>,
  text: string,
): Promise<void> {
  const raw = attributes.get('RawMessageDelivery') === 'true';
  const topic = topics.find(message.topicArn);
  const headers = {
    ...headersOf('Notification', message.id, message.topicArn),
    'x-amz-sns-subscription-arn': arn,
    ...(raw && { 'x-amz-sns-rawdelivery': 'true' }),
    'content-type': deliveryPolicy(topic?.attributes).defaultRequestPolicy.headerContentType,
  };
  await post(
    localAddress(topics.cloud.endpoint, endpoint),
    headers,
    raw ? text : JSON.stringify(envelope(topics.cloud, arn, message, text), null, 2),
  );
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html */
function headersOf(type: string, id: string, topicArn: string): Record<string, string> {
  return {
    'content-type': 'text/plain; charset=UTF-8',
    'user-agent': 'Amazon Simple Notification Service Agent',
    'x-amz-sns-message-type': type,
    'x-amz-sns-message-id': id,
    'x-amz-sns-topic-arn': topicArn,
  };
}

async function post(
  endpoint: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<void> {
  const { hostname } = new URL(endpoint);
  if (hostname !== '127.0.0.1' && hostname !== 'localhost') {
    throw failed(
      400,
      `${hostname} is not on this machine: the local cloud calls only servers on 127.0.0.1`,
    );
  }
  const status = await answerOf(endpoint, headers, body);
  if (status >= 200 && status < 300) return;
  // SNS tries again what the server says is its own fault, or too much for it.
  throw failed(status >= 500 || status === 429 ? 503 : 400, `${endpoint} answered ${status}`);
}

async function answerOf(
  endpoint: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<number> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const request = { method: 'POST', headers, body, signal, redirect: 'manual' } as const;
    const response = await fetch(endpoint, request);
    await readBody(response, MOST_READ);
    return response.status;
  } catch (error) {
    throw failed(503, `${endpoint} does not answer: ${(error as Error).message}`);
  }
}

function failed(status: number, message: string): AwsError {
  return new AwsError('DeliveryFailed', message, { status });
}

/**
 * After how many milliseconds each the topic's delivery policy tries a server again: at once, then
 * after the least delay, then ever later up to the longest, and then after that.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export function webRetries(topic: Pick<Topic, 'attributes'> | undefined): number[] {
  const policy = deliveryPolicy(topic?.attributes).defaultHealthyRetryPolicy;
  const { minDelayTarget: least, maxDelayTarget: most } = policy;
  const [all, none, short, long] = [
    policy.numRetries,
    policy.numNoDelayRetries,
    policy.numMinDelayRetries,
    policy.numMaxDelayRetries,
  ].map((count) => Math.min(MOST_RETRIES, Math.max(0, Math.trunc(Number(count)))));
  const rising = Math.max(0, all! - none! - short! - long!);
  const seconds = [
    ...repeated(none!, 0),
    ...repeated(short!, least),
    ...repeated(rising, 0).map((_, index) => least + ((most - least) * (index + 1)) / rising),
    ...repeated(long!, most),
  ];
  return seconds.slice(0, all).map((delay) => delay * 1000);
}

function repeated(count: number, delay: number): number[] {
  return Array.from({ length: count }, () => delay);
}
