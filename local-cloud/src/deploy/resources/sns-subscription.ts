import type { SubscribeCommandOutput } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { boolean, resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
export const snsSubscription = resourceType({
  type: 'AWS::SNS::Subscription',
  properties: z.strictObject({
    TopicArn: z.string(),
    Protocol: z.string(),
    Endpoint: z.string(),
    FilterPolicy: jsonObject.optional(),
    FilterPolicyScope: z.enum(['MessageAttributes', 'MessageBody']).optional(),
    RawMessageDelivery: boolean.optional(),
    RedrivePolicy: jsonObject.optional(),
  }),
  async create({ TopicArn, Protocol, Endpoint, ...settings }, context) {
    const Attributes = Object.fromEntries(
      Object.entries(settings)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    );
    const { SubscriptionArn } = await context.call<SubscribeCommandOutput>('SNS', 'Subscribe', {
      TopicArn,
      Protocol,
      Endpoint,
      Attributes,
      ReturnSubscriptionArn: true,
    });
    return {
      ref: SubscriptionArn!,
      attributes: { Arn: SubscriptionArn! },
      remove: () => context.call('SNS', 'Unsubscribe', { SubscriptionArn }),
    };
  },
});
