import type { UnsubscribeInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { elementsOf, invalidParameter } from '../errors.ts';
import { subscriptionArn } from '../members.ts';
import { end } from '../subscription-end.ts';
import type { Topics } from '../topics.ts';

/**
 * Ends a subscription; one that does not exist has ended already. Errors: InvalidParameterException.
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
      // What the lists show of a subscription that is pending is none.
      if (elementsOf('SubscriptionArn', SubscriptionArn) < 7) {
        throw invalidParameter('SubscriptionId');
      }
      end(topics, SubscriptionArn);
      return {};
    },
  };
}
