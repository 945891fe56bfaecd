import type {
  GetSubscriptionAttributesInput,
  GetSubscriptionAttributesResponse,
} from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { subscriptionArn } from '../members.ts';
import { toldAttributes } from '../subscription-attributes.ts';
import type { Topics } from '../topics.ts';
import { describe } from './listSubscriptions.ts';

/**
 * Gives the attributes of a subscription. Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html
 */
export function getSubscriptionAttributes(
  topics: Topics,
): Operation<GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse> {
  return {
    members: { SubscriptionArn: subscriptionArn },
    permissions: ({ SubscriptionArn }) => [
      topics.permission(
        'GetSubscriptionAttributes',
        SubscriptionArn?.split(':').slice(0, 6).join(':'),
      ),
    ],
    handle({ SubscriptionArn }) {
      const subscription = topics.subscription(SubscriptionArn);
      return {
        Attributes: {
          ...describe(topics, subscription),
          SubscriptionArn: subscription.arn,
          PendingConfirmation: String(subscription.confirmation === 'pending'),
          ConfirmationWasAuthenticated: String(subscription.confirmation === 'authenticated'),
          RawMessageDelivery: 'false',
          SubscriptionPrincipal: subscription.principal,
          ...toldAttributes(subscription.attributes),
        },
      };
    },
  };
}
