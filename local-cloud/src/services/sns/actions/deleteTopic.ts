import type { DeleteTopicInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import type { Topics } from '../topics.ts';

/**
 * Deletes a topic and its subscriptions; one that does not exist is deleted already.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html
 */
export function deleteTopic(topics: Topics): Operation<DeleteTopicInput, object> {
  return {
    members: { TopicArn: { required: true } },
    permissions: ({ TopicArn }) => [topics.permission('DeleteTopic', TopicArn)],
    handle({ TopicArn = '' }) {
      topics.remove(TopicArn);
      return {};
    },
  };
}
