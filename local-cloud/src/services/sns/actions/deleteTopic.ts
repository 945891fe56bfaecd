import type { DeleteTopicInput } from '@aws-sdk/client-sns';
import type { Served } from '../../members.ts';
import type { Topics } from '../topics.ts';

/**
 * Deletes a topic and its subscriptions; one that does not exist is deleted already.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html
 */
export function deleteTopic(topics: Topics): Served<DeleteTopicInput, object> {
  return {
    members: ['TopicArn'],
    permissions: ({ TopicArn }) => [topics.permission('DeleteTopic', TopicArn)],
    handle({ TopicArn = '' }) {
      topics.remove(TopicArn);
      return {};
    },
  };
}
