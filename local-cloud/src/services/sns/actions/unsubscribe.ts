import type { UnsubscribeInput } from '@aws-sdk/client-sns';
import type { Served } from '../../members.ts';
import type { Topics } from '../topics.ts';

/**
 * Ends a subscription; one that does not exist has ended already.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html
 */
export function unsubscribe(topics: Topics): Served<UnsubscribeInput, object> {
  return {
    members: ['SubscriptionArn'],
    permissions: ({ SubscriptionArn = '' }) => [
      topics.permission('Unsubscribe', SubscriptionArn.split(':').slice(0, 6).join(':')),
    ],
    handle({ SubscriptionArn = '' }) {
      topics.unsubscribe(SubscriptionArn);
      return {};
    },
  };
}
