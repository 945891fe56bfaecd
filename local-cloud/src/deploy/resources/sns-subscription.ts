import type { SubscribeCommandOutput } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { attributeTexts, boolean, resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.string(),
  FilterPolicy: jsonObject.optional(),
  FilterPolicyScope: z.enum(['MessageAttributes', 'MessageBody']).optional(),
  RawMessageDelivery: boolean.optional(),
  RedrivePolicy: jsonObject.optional(),
});

type Properties = z.output<typeof properties>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
export const snsSubscription = resourceType({
  type: 'AWS::SNS::Subscription',
  properties,
  async create({ TopicArn, Protocol, Endpoint, ...settings }, context) {
    const { SubscriptionArn } = await context.call<SubscribeCommandOutput>('SNS', 'Subscribe', {
      TopicArn,
      Protocol,
      Endpoint,
      Attributes: attributeTexts(settings),
      ReturnSubscriptionArn: true,
    });
    return {
      ref: SubscriptionArn!,
      attributes: { Arn: SubscriptionArn! },
      remove: () => context.call('SNS', 'Unsubscribe', { SubscriptionArn }),
    };
  },
  fixed: ['TopicArn', 'Protocol', 'Endpoint'],
  async update({ ref: SubscriptionArn }, properties, context, before) {
    for (const [AttributeName, AttributeValue] of changes(before, properties)) {
      const attribute = { SubscriptionArn, AttributeName, AttributeValue };
      await context.call('SNS', 'SetSubscriptionAttributes', attribute);
    }
    return undefined;
  },
});

/** Of what is left out. https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
const DEFAULTS = {
  FilterPolicyScope: 'MessageAttributes',
  FilterPolicy: '{}',
  RawMessageDelivery: 'false',
  RedrivePolicy: '',
};

/** Without a policy the scope may change: there are policies that fit one scope alone. */
function* changes(before: Properties, next: Properties): Generator<[string, string]> {
  const [was, is] = [before, next].map((one) => ({ ...DEFAULTS, ...attributesOf(one) }));
  const isMoved = was!.FilterPolicyScope !== is!.FilterPolicyScope;
  if (isMoved) {
    yield ['FilterPolicy', DEFAULTS.FilterPolicy];
    was!.FilterPolicy = DEFAULTS.FilterPolicy;
  }
  for (const [name, value] of Object.entries(is!)) {
    if (Reflect.get(was!, name) !== value) yield [name, value];
  }
}

function attributesOf({ TopicArn: _, Protocol, Endpoint, ...settings }: Properties) {
  return attributeTexts(settings);
}
