import type { DeleteRestApiRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofApi } from '../members.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * Deletes a REST API with all that is in it.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRestApi.html
 */
export function deleteRestApi(apis: RestApis): Operation<DeleteRestApiRequest, object> {
  return {
    members: ofApi,
    permissions: ({ restApiId }) => apis.permission('DELETE', `/restapis/${restApiId}`),
    handle({ restApiId }) {
      apis.delete(apis.get(restApiId));
      return {};
    },
  };
}
