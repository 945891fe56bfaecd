import type { ListSubscriptionsInput, ListSubscriptionsResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { pageOf } from '../pages.ts';
import type { Subscription, Topics } from '../topics.ts';

/**
 * Lists every subscription, a hundred on a page. Errors: InvalidParameterException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html
 */
export function listSubscriptions(
  topics: Topics,
): Operation<ListSubscriptionsInput, ListSubscriptionsResponse> {
  return {
    members: { NextToken: {} },
    permissions: () => [topics.permission('ListSubscriptions', '*')],
    handle({ NextToken }) {
      const { shown, more } = pageOf(topics.subscriptions(), NextToken);
      return { Subscriptions: shown.map((one) => describe(topics, one)), ...more };
    },
  };
}

/** A subscription as the lists show it. */
export function describe({ cloud }: Topics, subscription: Subscription) {
  const { arn, confirmation } = subscription;
  return {
    SubscriptionArn: confirmation === 'pending' ? 'PendingConfirmation' : arn,
    TopicArn: subscription.topicArn,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    Owner: cloud.accountId,
  };
}
