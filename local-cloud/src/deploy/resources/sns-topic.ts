import type { CreateTopicCommandOutput } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { boolean, defined, resourceType, tags } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export const snsTopic = resourceType({
  type: 'AWS::SNS::Topic',
  properties: z.strictObject({
    TopicName: z.string().optional(),
    DisplayName: z.string().optional(),
    KmsMasterKeyId: z.string().optional(),
    FifoTopic: boolean.optional(),
    ContentBasedDeduplication: boolean.optional(),
    FifoThroughputScope: z.string().optional(),
    SignatureVersion: z.string().optional(),
    TracingConfig: z.string().optional(),
    Subscription: z
      .array(z.strictObject({ Endpoint: z.string(), Protocol: z.string() }))
      .default([]),
    Tags: tags.optional(),
  }),
  async create({ TopicName, Subscription, Tags, ...attributes }, context) {
    const suffix = attributes.FifoTopic ? '.fifo' : '';
    const Name = TopicName ?? `${context.generatedName(256 - suffix.length)}${suffix}`;
    const { TopicArn } = await context.call<CreateTopicCommandOutput>(
      'SNS',
      'CreateTopic',
      defined({ Name, Attributes: texts(attributes), Tags }),
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
});

/** Attributes are texts, whatever they are in a template. */
function texts(attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = Object.entries(defined(attributes));
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}
