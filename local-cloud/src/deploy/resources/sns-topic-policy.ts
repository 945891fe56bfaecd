import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html */
export const snsTopicPolicy = resourceType({
  type: 'AWS::SNS::TopicPolicy',
  properties: z.strictObject({ Topics: z.array(z.string()).min(1), PolicyDocument: jsonObject }),
  async create({ Topics, PolicyDocument }, context) {
    for (const TopicArn of Topics) {
      await context.call('SNS', 'SetTopicAttributes', {
        TopicArn,
        AttributeName: 'Policy',
        AttributeValue: JSON.stringify(PolicyDocument),
      });
    }
    // The policy goes with its topic; AWS, too, only puts the default policy back.
    return { ref: context.generatedName(), remove: async () => {} };
  },
});
