import type { TagResourceRequest } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { resourceArn, tagList } from '../members.ts';
import { tagsOf, withTags } from '../tags.ts';
import type { Topics } from '../topics.ts';

/**
 * Tags a topic. Errors: NotFoundException, TagLimitExceededException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html
 */
export function tagResource(topics: Topics): Operation<TagResourceRequest, object> {
  return {
    members: { ResourceArn: resourceArn, Tags: { ...tagList, required: true } },
    permissions: ({ ResourceArn }) => [topics.permission('TagResource', ResourceArn)],
    handle({ ResourceArn, Tags = [] }) {
      const topic = topics.get(ResourceArn);
      topic.tags = withTags(topic.tags, tagsOf(Tags));
      return {};
    },
  };
}
