import { isDeepStrictEqual } from 'node:util';
import type {
  CreateTopicCommandOutput,
  ListSubscriptionsByTopicCommandOutput,
} from '@aws-sdk/client-sns';
import * as z from 'zod';
import {
  attributeTexts,
  boolean,
  defined,
  type ResourceContext,
  resourceType,
  tags,
} from '../resource-type.ts';

const properties = z.strictObject({
  TopicName: z.string().optional(),
  DisplayName: z.string().optional(),
  KmsMasterKeyId: z.string().optional(),
  FifoTopic: boolean.optional(),
  ContentBasedDeduplication: boolean.optional(),
  FifoThroughputScope: z.string().optional(),
  SignatureVersion: z.string().optional(),
  TracingConfig: z.string().optional(),
  Subscription: z.array(z.strictObject({ Endpoint: z.string(), Protocol: z.string() })).default([]),
  Tags: tags.optional(),
});

type Properties = z.output<typeof properties>;
type Subscribed = Properties['Subscription'][number];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export const snsTopic = resourceType({
  type: 'AWS::SNS::Topic',
  properties,
  async create({ TopicName, Subscription, Tags, ...attributes }, context) {
    const suffix = attributes.FifoTopic ? '.fifo' : '';
    const Name = TopicName ?? `${context.generatedName(256 - suffix.length)}${suffix}`;
    const { TopicArn } = await context.call<CreateTopicCommandOutput>(
      'SNS',
      'CreateTopic',
      defined({ Name, Attributes: attributeTexts(attributes), Tags }),
    );
    for (const subscription of Subscription) {
      await context.call('SNS', 'Subscribe', { TopicArn, ...subscription });
    }
    return {
      ref: TopicArn!,
      attributes: { TopicArn: TopicArn!, TopicName: Name },
      remove: () => context.call('SNS', 'DeleteTopic', { TopicArn }),
    };
  },
  fixed: ['TopicName', 'FifoTopic', 'Tags'],
  async update({ ref: TopicArn }, properties, context, before) {
    const [was, is] = [before, properties].map(attributesOf);
    for (const AttributeName of Object.keys({ ...was, ...is })) {
      const AttributeValue = is![AttributeName] ?? DEFAULTS[AttributeName];
      if (is![AttributeName] === was![AttributeName]) continue;
      await context.call('SNS', 'SetTopicAttributes', { TopicArn, AttributeName, AttributeValue });
    }
    for (const one of without(properties, before)) {
      await context.call('SNS', 'Subscribe', { TopicArn, ...one });
    }
    for (const one of without(before, properties)) await unsubscribe(TopicArn, one, context);
    return undefined;
  },
});

/** Of what is left out. https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
const DEFAULTS: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: 'false',
  DisplayName: '',
  FifoThroughputScope: 'Topic',
  KmsMasterKeyId: '',
  SignatureVersion: '1',
  TracingConfig: 'PassThrough',
};

function attributesOf({ TopicName: _, FifoTopic, Subscription, Tags, ...attributes }: Properties) {
  return attributeTexts(attributes);
}

/** The subscriptions that one has, and the other has not. */
function without({ Subscription }: Properties, other: Properties): Subscribed[] {
  const isIn = (one: Subscribed) => other.Subscription.some((two) => isDeepStrictEqual(one, two));
  return Subscription.filter((one) => !isIn(one));
}

/** One that nobody has confirmed cannot be ended, and ends by itself. */
async function unsubscribe(
  TopicArn: string,
  { Endpoint, Protocol }: Subscribed,
  context: ResourceContext,
): Promise<void> {
  let NextToken: string | undefined;
  do {
    const page = await context.call<ListSubscriptionsByTopicCommandOutput>(
      'SNS',
      'ListSubscriptionsByTopic',
      defined({ TopicArn, NextToken }),
    );
    const found = page.Subscriptions?.find(
      (one) => one.Endpoint === Endpoint && one.Protocol === Protocol,
    );
    const { SubscriptionArn = '' } = found ?? {};
    if (SubscriptionArn.startsWith('arn:')) {
      await context.call('SNS', 'Unsubscribe', { SubscriptionArn });
    }
    NextToken = found === undefined ? page.NextToken : undefined;
  } while (NextToken !== undefined);
}
