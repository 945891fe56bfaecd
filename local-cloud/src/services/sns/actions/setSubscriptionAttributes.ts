import type { SetSubscriptionAttributesInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { subscriptionArn } from '../members.ts';
import { withAttributes } from '../subscription-attributes.ts';
import type { Topics } from '../topics.ts';

/**
 * Changes one attribute of a subscription.
 * Errors: InvalidParameterException, NotFoundException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html
 */
export function setSubscriptionAttributes(
  topics: Topics,
): Operation<SetSubscriptionAttributesInput, object> {
  return {
    members: {
      SubscriptionArn: subscriptionArn,
      AttributeName: { required: true },
      AttributeValue: {},
    },
    permissions: ({ SubscriptionArn }) => [
      topics.permission(
        'SetSubscriptionAttributes',
        SubscriptionArn?.split(':').slice(0, 6).join(':'),
      ),
    ],
    handle({ SubscriptionArn, AttributeName = '', AttributeValue = '' }) {
      const subscription = topics.subscription(SubscriptionArn);
      const change = { [AttributeName]: AttributeValue };
      Object.assign(
        subscription,
        withAttributes(subscription, change, 'SetSubscriptionAttributes'),
      );
      return {};
    },
  };
}
