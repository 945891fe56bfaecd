import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { resourceArn } from '../members.ts';
import type { Topics } from '../topics.ts';

/**
 * Lists the tags of a topic. Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html
 */
export function listTagsForResource(
  topics: Topics,
): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> {
  return {
    members: { ResourceArn: resourceArn },
    permissions: ({ ResourceArn }) => [topics.permission('ListTagsForResource', ResourceArn)],
    handle({ ResourceArn }) {
      const { tags } = topics.get(ResourceArn);
      return { Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
    },
  };
}
