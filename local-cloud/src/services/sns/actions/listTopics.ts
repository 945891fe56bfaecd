import type { ListTopicsResponse } from '@aws-sdk/client-sns';
import type { Served } from '../../members.ts';
import type { Topics } from '../topics.ts';

/**
 * Lists the topics, all on one page.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html
 */
export function listTopics(topics: Topics): Served<object, ListTopicsResponse> {
  return {
    members: [],
    permissions: () => [topics.permission('ListTopics', '*')],
    handle: () => ({ Topics: topics.all().map(({ arn }) => ({ TopicArn: arn })) }),
  };
}
