import type { SubscribeInput, SubscribeResponse } from '@aws-sdk/client-sns';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { attributeMap } from '../members.ts';
import { filterOf, setAttribute } from '../subscription-attributes.ts';
import { PROTOCOLS, type Protocol, type Topics } from '../topics.ts';

/**
 * Subscribes a queue, a function or a mail address. What AWS asks to be confirmed by mail is
 * confirmed at once: the address belongs to the local mailbox.
 * Errors: InvalidParameterException, NotFoundException; other protocols are refused by name.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export function subscribe(topics: Topics): Operation<SubscribeInput, SubscribeResponse> {
  return {
    members: {
      TopicArn: { required: true },
      Protocol: { required: true },
      Endpoint: {},
      Attributes: attributeMap,
      ReturnSubscriptionArn: {},
    },
    permissions: ({ TopicArn }) => [topics.permission('Subscribe', TopicArn)],
    handle({ TopicArn, Protocol, Endpoint, Attributes = {} }) {
      const topic = topics.get(TopicArn);
      const protocol = protocolOf(Protocol);
      if (!Endpoint) throw invalidParameter('Endpoint');
      const attributes = new Map<string, string>();
      for (const [name, value] of Object.entries(Attributes)) setAttribute(attributes, name, value);
      const filter = filterOf(attributes);
      const known = topics
        .subscriptionsOf(topic.arn)
        .find((other) => other.protocol === protocol && other.endpoint === Endpoint);
      if (known !== undefined) return { SubscriptionArn: known.arn };
      const arn = `${topic.arn}:${topics.cloud.random.uuid()}`;
      topics.subscribe({
        arn,
        topicArn: topic.arn,
        protocol,
        endpoint: Endpoint,
        attributes,
        filter,
      });
      return { SubscriptionArn: arn };
    },
  };
}

function protocolOf(name: string | undefined): Protocol {
  const protocol = PROTOCOLS.find((known) => known === name);
  if (protocol !== undefined) return protocol;
  throw notSupported('SNS', `subscriptions by the protocol "${name}"`);
}
