import type { Deployments, GetDeploymentsRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofApi } from '../members.ts';
import { paged, pageOf } from '../pages.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * The deployments of a REST API, by pages.
 * Errors: NotFoundException, BadRequestException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployments.html
 */
export function getDeployments(apis: RestApis): Operation<GetDeploymentsRequest, Deployments> {
  return {
    members: { ...ofApi, ...paged },
    permissions: ({ restApiId }) => apis.permission('GET', `/restapis/${restApiId}/deployments`),
    handle({ restApiId, ...page }) {
      const all = [...apis.get(restApiId).deployments.values()];
      return pageOf(
        all.map(({ description }) => description),
        page,
      );
    },
  };
}
