import type { DeleteResourceRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { badRequest } from '../../apis/errors.ts';
import { ofResource } from '../members.ts';
import { resourceIn } from '../parts.ts';
import type { RestApi } from '../rest-api.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * Deletes a resource with its children and their methods. The root stays with its API.
 * Errors: NotFoundException, BadRequestException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteResource.html
 */
export function deleteResource(apis: RestApis): Operation<DeleteResourceRequest, object> {
  return {
    members: ofResource,
    permissions: ({ restApiId, resourceId }) =>
      apis.permission('DELETE', `/restapis/${restApiId}/resources/${resourceId}`),
    handle(names) {
      const { id, parentId } = resourceIn(apis, names);
      if (parentId === undefined) throw badRequest('Root resource cannot be deleted.');
      removeWithChildren(apis.get(names.restApiId), id);
      return {};
    },
  };
}

function removeWithChildren(api: RestApi, id: string): void {
  api.resources.delete(id);
  for (const child of [...api.resources.values()]) {
    if (child.parentId === id) removeWithChildren(api, child.id);
  }
}
