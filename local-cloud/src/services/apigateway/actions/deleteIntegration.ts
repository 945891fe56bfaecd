import type { DeleteIntegrationRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofMethod } from '../members.ts';
import { integrationIn, methodIn, methodPath, setMethod } from '../parts.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * Takes away the integration of a method, with its responses.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegration.html
 */
export function deleteIntegration(apis: RestApis): Operation<DeleteIntegrationRequest, object> {
  return {
    members: ofMethod,
    permissions: (names) => apis.permission('DELETE', `${methodPath(names)}/integration`),
    handle(names) {
      integrationIn(apis, names);
      const { methodIntegration: _, ...method } = methodIn(apis, names);
      setMethod(apis, names, method);
      return {};
    },
  };
}
