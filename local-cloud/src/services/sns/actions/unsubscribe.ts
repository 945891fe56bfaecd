import type { UnsubscribeInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { subscriptionArn } from '../members.ts';
import type { Topics } from '../topics.ts';

/**
 * Ends a subscription; one that does not exist has ended already.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html
 */
export function unsubscribe(topics: Topics): Operation<UnsubscribeInput, object> {
  return {
    members: { SubscriptionArn: subscriptionArn },
    permissions: ({ SubscriptionArn = '' }) => [
      topics.permission('Unsubscribe', SubscriptionArn.split(':').slice(0, 6).join(':')),
    ],
    handle({ SubscriptionArn = '' }) {
      topics.unsubscribe(SubscriptionArn);
      return {};
    },
  };
}
