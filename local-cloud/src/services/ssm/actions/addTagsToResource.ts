import type { AddTagsToResourceRequest } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../core/service.ts';
import { tagged, tagList } from '../members.ts';
import type { Parameters } from '../parameters.ts';
import { tagsOf, withTags } from '../tags.ts';

/**
 * Tags a parameter; a tag of the same key is replaced. Errors: InvalidResourceId, TooManyTagsError.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html
 */
export function addTagsToResource(
  parameters: Parameters,
): Operation<AddTagsToResourceRequest, object> {
  return {
    members: { ...tagged, Tags: { ...tagList, required: true } },
    permissions: ({ ResourceId }) => [parameters.permission('AddTagsToResource', ResourceId)],
    handle({ Tags = [], ...resource }) {
      const tags = withTags(tagsOf(parameters, resource), Tags);
      parameters.tag(resource.ResourceId ?? '', tags);
      return {};
    },
  };
}
