import type { GetResourcesRequest, Resources } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofApi } from '../members.ts';
import { paged, pageOf } from '../pages.ts';
import { embedMethods, resourceShown } from '../resource-shown.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * The resources of a REST API, by pages.
 * Errors: NotFoundException, BadRequestException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html
 */
export function getResources(apis: RestApis): Operation<GetResourcesRequest, Resources> {
  return {
    members: { ...ofApi, ...paged, embed: embedMethods },
    permissions: ({ restApiId }) => apis.permission('GET', `/restapis/${restApiId}/resources`),
    handle({ restApiId, embed, ...page }) {
      const all = [...apis.get(restApiId).resources.values()];
      return pageOf(
        all.map((resource) => resourceShown(resource, embed)),
        page,
      );
    },
  };
}
