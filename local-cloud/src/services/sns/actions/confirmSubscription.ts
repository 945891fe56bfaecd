import type { ConfirmSubscriptionInput, ConfirmSubscriptionResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import type { Topics } from '../topics.ts';

/**
 * Confirms a subscription by the token of the mail that asked. With AuthenticateOnUnsubscribe the
 * link in SNS's mails no longer ends it. Confirming twice changes nothing.
 * Errors: InvalidParameterException, NotFoundException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
 */
export function confirmSubscription(
  topics: Topics,
): Operation<ConfirmSubscriptionInput, ConfirmSubscriptionResponse> {
  return {
    members: {
      TopicArn: { required: true },
      Token: { required: true },
      AuthenticateOnUnsubscribe: { enum: ['true', 'false'] },
    },
    permissions: ({ TopicArn }) => [topics.permission('ConfirmSubscription', TopicArn)],
    handle({ TopicArn, Token, AuthenticateOnUnsubscribe }) {
      const how = AuthenticateOnUnsubscribe === 'true' ? 'authenticated' : 'confirmed';
      return { SubscriptionArn: topics.confirm(TopicArn, Token, how).arn };
    },
  };
}
