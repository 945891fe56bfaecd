import type { UntagResourceRequest } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { resourceArn } from '../members.ts';
import type { Topics } from '../topics.ts';

/**
 * Takes tags off a topic. Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html
 */
export function untagResource(topics: Topics): Operation<UntagResourceRequest, object> {
  return {
    members: { ResourceArn: resourceArn, TagKeys: { required: true, items: { length: [1, 128] } } },
    permissions: ({ ResourceArn }) => [topics.permission('UntagResource', ResourceArn)],
    handle({ ResourceArn, TagKeys = [] }) {
      const { tags } = topics.get(ResourceArn);
      for (const key of TagKeys) tags.delete(key);
      return {};
    },
  };
}
