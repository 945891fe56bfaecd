import type { TagResourceRequest } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { resourceArn, tagList } from '../members.ts';
import { tagsOf } from '../tags.ts';
import type { Topics } from '../topics.ts';

/**
 * Tags a topic. Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html
 */
export function tagResource(topics: Topics): Operation<TagResourceRequest, object> {
  return {
    members: { ResourceArn: resourceArn, Tags: { ...tagList, required: true } },
    permissions: ({ ResourceArn }) => [topics.permission('TagResource', ResourceArn)],
    handle({ ResourceArn, Tags = [] }) {
      const { tags } = topics.get(ResourceArn);
      for (const [key, value] of tagsOf(Tags)) tags.set(key, value);
      return {};
    },
  };
}
