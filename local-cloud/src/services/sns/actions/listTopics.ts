import type { ListTopicsResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import type { Topics } from '../topics.ts';

/**
 * Lists the topics, all on one page.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html
 */
export function listTopics(topics: Topics): Operation<object, ListTopicsResponse> {
  return {
    members: {},
    permissions: () => [topics.permission('ListTopics', '*')],
    handle: () => ({ Topics: topics.all().map(({ arn }) => ({ TopicArn: arn })) }),
  };
}
