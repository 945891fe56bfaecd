import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { type ResourceContext, resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  Topics: z.array(z.string()).min(1),
  PolicyDocument: jsonObject,
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html */
export const snsTopicPolicy = resourceType({
  type: 'AWS::SNS::TopicPolicy',
  properties,
  async create(properties, context) {
    await set(properties, context);
    // The policy goes with its topic; AWS, too, only puts the default policy back.
    return { ref: context.generatedName(), remove: async () => {} };
  },
  fixed: ['Topics'],
  async update(_deployed, properties, context) {
    await set(properties, context);
    return undefined;
  },
});

async function set(
  { Topics, PolicyDocument }: z.output<typeof properties>,
  { call }: ResourceContext,
): Promise<void> {
  for (const TopicArn of Topics) {
    await call('SNS', 'SetTopicAttributes', {
      TopicArn,
      AttributeName: 'Policy',
      AttributeValue: JSON.stringify(PolicyDocument),
    });
  }
}
