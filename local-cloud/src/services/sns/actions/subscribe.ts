import type { SubscribeInput, SubscribeResponse } from '@aws-sdk/client-sns';
import { notSupported } from '../../../core/errors.ts';
import type { Operation, Principal } from '../../../core/service.ts';
import { confirmationMail, mail } from '../email.ts';
import { invalidParameter } from '../errors.ts';
import type { Mailbox } from '../mailbox.ts';
import { attributeMap } from '../members.ts';
import { checkEndpoint, isMail } from '../protocols.ts';
import { filterOf, setAttribute } from '../subscription-attributes.ts';
import { PROTOCOLS, type Protocol, type Subscription, type Topics } from '../topics.ts';

/** How long SNS waits for a confirmation, in milliseconds. */
const CONFIRMABLE = 2 * 86_400_000;

/**
 * Subscribes a queue, a function or a mail address. A mail address is asked to confirm, by a mail
 * with a token; asking again sends another one. What a template subscribes is confirmed at once:
 * the address belongs to the local mailbox, and nobody should have to confirm it there.
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
      const known = earlier(topics, input);
      if (known !== undefined && known.confirmation !== 'pending') {
        return { SubscriptionArn: known.arn };
      }
      const subscription = { ...made(topics, input, principal), ...(known && { arn: known.arn }) };
      topics.subscribe(subscription);
      if (subscription.confirmation !== 'pending') return { SubscriptionArn: subscription.arn };
      mail(topics.cloud, mailbox, subscription, confirmationMail(topics.cloud, subscription));
      const shown = input.ReturnSubscriptionArn ? subscription.arn : 'pending confirmation';
      return { SubscriptionArn: shown };
    },
  };
}

/** The subscription of that endpoint to that topic, if there is one. */
function earlier(topics: Topics, { TopicArn, Protocol, Endpoint }: SubscribeInput) {
  return topics
    .subscriptionsOf(topics.get(TopicArn).arn)
    .find(({ protocol, endpoint }) => protocol === Protocol && endpoint === Endpoint);
}

function made(
  topics: Topics,
  { TopicArn, Protocol, Endpoint, Attributes = {} }: SubscribeInput,
  principal: Principal,
): Subscription {
  const protocol = protocolOf(Protocol);
  if (!Endpoint) throw invalidParameter('Endpoint');
  checkEndpoint(protocol, Endpoint);
  const attributes = new Map<string, string>();
  for (const [name, value] of Object.entries(Attributes)) setAttribute(attributes, name, value);
  return {
    arn: `${TopicArn}:${topics.cloud.random.uuid()}`,
    topicArn: TopicArn!,
    protocol,
    endpoint: Endpoint,
    attributes,
    filter: filterOf(attributes),
    ...confirmation(topics, protocol, principal),
  };
}

/** Queues and functions are confirmed by their owner's signature. */
function confirmation(
  { cloud }: Topics,
  protocol: Protocol,
  { calledVia }: Principal,
): Pick<Subscription, 'confirmation' | 'asked'> {
  if (!isMail(protocol)) return { confirmation: 'authenticated', asked: undefined };
  if (calledVia === 'cloudformation.amazonaws.com') {
    return { confirmation: 'confirmed', asked: undefined };
  }
  const token = Buffer.from(cloud.random.bytes(128)).toString('hex');
  return {
    confirmation: 'pending',
    asked: { token, until: cloud.clock.now() + CONFIRMABLE },
  };
}

function protocolOf(name: string | undefined): Protocol {
  const protocol = PROTOCOLS.find((known) => known === name);
  if (protocol !== undefined) return protocol;
  throw notSupported('SNS', `subscriptions by the protocol "${name}"`);
}
