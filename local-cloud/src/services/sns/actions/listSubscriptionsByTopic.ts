import type {
  ListSubscriptionsByTopicInput,
  ListSubscriptionsByTopicResponse,
} from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import type { Topics } from '../topics.ts';
import { describe } from './listSubscriptions.ts';

/**
 * Lists the subscriptions of a topic, all on one page. Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
 */
export function listSubscriptionsByTopic(
  topics: Topics,
): Operation<ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse> {
  return {
    members: { TopicArn: { required: true } },
    permissions: ({ TopicArn }) => [topics.permission('ListSubscriptionsByTopic', TopicArn)],
    handle({ TopicArn }) {
      const { arn } = topics.get(TopicArn);
      return { Subscriptions: topics.subscriptionsOf(arn).map((one) => describe(topics, one)) };
    },
  };
}
