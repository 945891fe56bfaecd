import type { UntagResourceRequest } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import type { Topics } from '../topics.ts';

/**
 * Takes tags off a topic. Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html
 */
export function untagResource(topics: Topics): Operation<UntagResourceRequest, object> {
  return {
    members: { ResourceArn: { required: true }, TagKeys: { required: true } },
    permissions: ({ ResourceArn }) => [topics.permission('UntagResource', ResourceArn)],
    handle({ ResourceArn, TagKeys = [] }) {
      const { tags } = topics.get(ResourceArn);
      for (const key of TagKeys) tags.delete(key);
      return {};
    },
  };
}
