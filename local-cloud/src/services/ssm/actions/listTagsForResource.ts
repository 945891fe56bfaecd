import type { ListTagsForResourceRequest, ListTagsForResourceResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../core/service.ts';
import { tagged } from '../members.ts';
import type { Parameters } from '../parameters.ts';
import { tagsOf } from '../tags.ts';

/**
 * Lists the tags of a parameter. Errors: InvalidResourceId.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html
 */
export function listTagsForResource(
  parameters: Parameters,
): Operation<ListTagsForResourceRequest, ListTagsForResourceResult> {
  return {
    members: tagged,
    permissions: ({ ResourceId }) => [parameters.permission('ListTagsForResource', ResourceId)],
    handle(resource) {
      const tags = [...tagsOf(parameters, resource)];
      return { TagList: tags.map(([Key, Value]) => ({ Key, Value })) };
    },
  };
}
