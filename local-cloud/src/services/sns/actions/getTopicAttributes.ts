import type { GetTopicAttributesInput, GetTopicAttributesResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { toldAttributes } from '../topic-attributes.ts';
import type { Topics } from '../topics.ts';

/**
 * Gives the attributes of a topic. Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
 */
export function getTopicAttributes(
  topics: Topics,
): Operation<GetTopicAttributesInput, GetTopicAttributesResponse> {
  return {
    members: { TopicArn: { required: true } },
    permissions: ({ TopicArn }) => [topics.permission('GetTopicAttributes', TopicArn)],
    handle({ TopicArn }) {
      const { arn, attributes } = topics.get(TopicArn);
      const all = topics.subscriptionsOf(arn);
      const pending = all.filter(({ confirmation }) => confirmation === 'pending').length;
      return {
        Attributes: {
          TopicArn: arn,
          Owner: topics.cloud.accountId,
          SubscriptionsConfirmed: String(all.length - pending),
          SubscriptionsPending: String(pending),
          SubscriptionsDeleted: '0',
          ...toldAttributes(arn, attributes),
        },
      };
    },
  };
}
