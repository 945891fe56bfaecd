import type { GetRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofApi } from '../members.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * A REST API.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApi.html
 */
export function getRestApi(apis: RestApis): Operation<GetRestApiRequest, RestApi> {
  return {
    members: ofApi,
    permissions: ({ restApiId }) => apis.permission('GET', `/restapis/${restApiId}`),
    handle({ restApiId }) {
      return apis.get(restApiId).description;
    },
  };
}
