import type { ListSubscriptionsResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import type { Subscription, Topics } from '../topics.ts';

/**
 * Lists every subscription, all on one page.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html
 */
export function listSubscriptions(topics: Topics): Operation<object, ListSubscriptionsResponse> {
  return {
    members: {},
    permissions: () => [topics.permission('ListSubscriptions', '*')],
    handle: () => ({ Subscriptions: topics.subscriptions().map((one) => describe(topics, one)) }),
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
