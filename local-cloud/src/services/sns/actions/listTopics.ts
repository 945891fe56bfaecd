import type { ListTopicsInput, ListTopicsResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { pageOf } from '../pages.ts';
import type { Topics } from '../topics.ts';

/**
 * Lists the topics, a hundred on a page. Errors: InvalidParameterException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html
 */
export function listTopics(topics: Topics): Operation<ListTopicsInput, ListTopicsResponse> {
  return {
    members: { NextToken: {} },
    permissions: () => [topics.permission('ListTopics', '*')],
    handle({ NextToken }) {
      const { shown, more } = pageOf(topics.all(), NextToken);
      return { Topics: shown.map(({ arn }) => ({ TopicArn: arn })), ...more };
    },
  };
}
