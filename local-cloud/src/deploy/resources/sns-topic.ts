import type { CreateTopicCommandOutput } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { defined, resourceType, tags } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export const snsTopic = resourceType({
  type: 'AWS::SNS::Topic',
  properties: z.strictObject({
    TopicName: z.string().optional(),
    DisplayName: z.string().optional(),
    KmsMasterKeyId: z.string().optional(),
    Tags: tags.optional(),
  }),
  async create({ TopicName, Tags, ...attributes }, context) {
    const Name = TopicName ?? context.generatedName(256);
    const { TopicArn } = await context.call<CreateTopicCommandOutput>(
      'SNS',
      'CreateTopic',
      defined({ Name, Attributes: defined(attributes), Tags }),
    );
    return {
      ref: TopicArn!,
      attributes: { TopicArn: TopicArn!, TopicName: Name },
      remove: () => context.call('SNS', 'DeleteTopic', { TopicArn }),
    };
  },
});
