import type { SubscribeInput, SubscribeResponse } from '@aws-sdk/client-sns';
import { notSupported } from '../../../core/errors.ts';
import type { Operation, Principal } from '../../../core/service.ts';
import { confirmationMail, mail } from '../email.ts';
import { invalidParameter } from '../errors.ts';
import { checkEndpointKind } from '../fifo.ts';
import type { Mailbox } from '../mailbox.ts';
import { attributeMap } from '../members.ts';
import { checkEndpoint, isMail, isWeb } from '../protocols.ts';
import { withAttributes } from '../subscription-attributes.ts';
import {
  askedBy,
  PROTOCOLS,
  type Protocol,
  type Subscription,
  type Topic,
  type Topics,
} from '../topics.ts';
import { askToConfirm } from '../web.ts';

/**
 * Subscribes a queue, a function, a mail address or a server. A mail address is asked to confirm, by
 * a mail with a token, and so is a server by a request; asking again sends another one. A mail address
 * that a template subscribes is confirmed at once: it belongs to the local mailbox, and nobody should
 * have to confirm it there.
 * Errors: InvalidParameterException, NotFoundException; other protocols are refused by name.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export function subscribe(
  topics: Topics,
  mailbox: Mailbox,
): Operation<SubscribeInput, SubscribeResponse> {
  return {
    members: {
      TopicArn: { required: true },
      Protocol: { required: true },
      Endpoint: {},
      Attributes: attributeMap,
      ReturnSubscriptionArn: {},
    },
    permissions: ({ TopicArn }) => [topics.permission('Subscribe', TopicArn)],
    handle(input, { principal }) {
      const topic = topics.get(input.TopicArn);
      const wanted = made(topics, topic, input, principal);
      const known = earlier(topics, input);
      if (known !== undefined) checkSame(known, wanted);
      if (known !== undefined && known.confirmation !== 'pending') {
        return { SubscriptionArn: known.arn };
      }
      const subscription = { ...wanted, ...(known && { arn: known.arn }) };
      topics.subscribe(subscription);
      if (subscription.confirmation !== 'pending') return { SubscriptionArn: subscription.arn };
      if (isWeb(subscription.protocol)) askToConfirm(topics, subscription);
      else mail(topics.cloud, mailbox, subscription, confirmationMail(topics.cloud, subscription));
      const shown = input.ReturnSubscriptionArn ? subscription.arn : 'pending confirmation';
      return { SubscriptionArn: shown };
    },
  };
}

/** The subscription of that endpoint to that topic, if there is one. */
function earlier(topics: Topics, { TopicArn, Protocol, Endpoint }: SubscribeInput) {
  return topics
    .subscriptionsOf(TopicArn!)
    .find(({ protocol, endpoint }) => protocol === Protocol && endpoint === Endpoint);
}

/** A subscription that is there will do if it has all that is asked for. */
function checkSame({ attributes }: Subscription, wanted: Subscription): void {
  const DEFAULTS = { RawMessageDelivery: 'false', FilterPolicyScope: 'MessageAttributes' };
  const known = { ...DEFAULTS, ...Object.fromEntries(attributes) } as Record<string, string>;
  for (const [name, value] of wanted.attributes) {
    if (known[name] === value) continue;
    throw invalidParameter('Attributes', 'Subscription already exists with different attributes');
  }
}

function made(
  topics: Topics,
  topic: Topic,
  { Protocol, Endpoint = '', Attributes = {} }: SubscribeInput,
  principal: Principal,
): Subscription {
  checkProtocolName(Protocol);
  const place = { topicArn: topic.arn, endpoint: Endpoint, attributes: new Map<string, string>() };
  const attributed = withAttributes(place, Attributes, 'Subscribe');
  const protocol = servedProtocol(Protocol);
  if (Endpoint === '') throw invalidParameter('Endpoint');
  checkEndpoint(protocol, Endpoint, topics.cloud.endpoint);
  checkEndpointKind(topic, Endpoint);
  return {
    arn: `${topic.arn}:${topics.cloud.random.uuid()}`,
    topicArn: topic.arn,
    protocol,
    endpoint: Endpoint,
    ...attributed,
    principal: principal.roleArn ?? principal.arn,
    ...confirmation(topics, protocol, principal),
  };
}

/** Queues and functions are confirmed by their owner's signature. */
function confirmation(
  { cloud }: Topics,
  protocol: Protocol,
  { calledVia }: Principal,
): Pick<Subscription, 'confirmation' | 'asked'> {
  if (!isMail(protocol) && !isWeb(protocol)) {
    return { confirmation: 'authenticated', asked: undefined };
  }
  if (isMail(protocol) && calledVia === 'cloudformation.amazonaws.com') {
    return { confirmation: 'confirmed', asked: undefined };
  }
  return { confirmation: 'pending', asked: askedBy(cloud) };
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const KNOWN = [...PROTOCOLS, 'sms', 'application', 'firehose'];

function checkProtocolName(name: string | undefined): void {
  if (KNOWN.includes(name ?? '')) return;
  throw invalidParameter(`Amazon SNS does not support this protocol string: ${name}`);
}

function servedProtocol(name: string | undefined): Protocol {
  const protocol = PROTOCOLS.find((known) => known === name);
  if (protocol !== undefined) return protocol;
  throw notSupported('SNS', `subscriptions by the protocol "${name}"`);
}
