import type { RemoveTagsFromResourceRequest } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../core/service.ts';
import { tagged } from '../members.ts';
import type { Parameters } from '../parameters.ts';
import { tagsOf } from '../tags.ts';

/**
 * Takes tags off a parameter, by their keys. Errors: InvalidResourceId.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RemoveTagsFromResource.html
 */
export function removeTagsFromResource(
  parameters: Parameters,
): Operation<RemoveTagsFromResourceRequest, object> {
  return {
    members: { ...tagged, TagKeys: { required: true, items: { length: [1, 128] } } },
    permissions: ({ ResourceId }) => [parameters.permission('RemoveTagsFromResource', ResourceId)],
    handle({ TagKeys = [], ...resource }) {
      const tags = new Map(tagsOf(parameters, resource));
      for (const key of TagKeys) tags.delete(key);
      parameters.tag(resource.ResourceId ?? '', tags);
      return {};
    },
  };
}
