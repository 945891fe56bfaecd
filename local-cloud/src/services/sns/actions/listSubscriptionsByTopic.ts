import type {
  ListSubscriptionsByTopicInput,
  ListSubscriptionsByTopicResponse,
} from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { pageOf } from '../pages.ts';
import type { Topics } from '../topics.ts';
import { describe } from './listSubscriptions.ts';

/**
 * Lists the subscriptions of a topic, a hundred on a page.
 * Errors: InvalidParameterException, NotFoundException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
 */
export function listSubscriptionsByTopic(
  topics: Topics,
): Operation<ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse> {
  return {
    members: { TopicArn: { required: true }, NextToken: {} },
    permissions: ({ TopicArn }) => [topics.permission('ListSubscriptionsByTopic', TopicArn)],
    handle({ TopicArn, NextToken }) {
      const { arn } = topics.get(TopicArn);
      const { shown, more } = pageOf(topics.subscriptionsOf(arn), NextToken);
      return { Subscriptions: shown.map((one) => describe(topics, one)), ...more };
    },
  };
}
