import type { GetResourceRequest, Resource } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofResource } from '../members.ts';
import { resourceIn } from '../parts.ts';
import { embedMethods, resourceShown } from '../resource-shown.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * A resource of a REST API.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetResource.html
 */
export function getResource(apis: RestApis): Operation<GetResourceRequest, Resource> {
  return {
    members: { ...ofResource, embed: embedMethods },
    permissions: ({ restApiId, resourceId }) =>
      apis.permission('GET', `/restapis/${restApiId}/resources/${resourceId}`),
    handle({ embed, ...names }) {
      return resourceShown(resourceIn(apis, names), embed);
    },
  };
}
