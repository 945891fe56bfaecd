import type { DeleteIntegrationResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofResponse } from '../members.ts';
import {
  integrationIn,
  methodIn,
  methodPath,
  responseIn,
  setMethod,
  withoutResponse,
} from '../parts.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * Takes away what an integration answers with a status.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegrationResponse.html
 */
export function deleteIntegrationResponse(
  apis: RestApis,
): Operation<DeleteIntegrationResponseRequest, object> {
  return {
    members: ofResponse,
    permissions: ({ statusCode, ...names }) =>
      apis.permission('DELETE', `${methodPath(names)}/integration/responses/${statusCode}`),
    handle({ statusCode, ...names }) {
      const { integrationResponses: all, ...integration } = integrationIn(apis, names);
      responseIn(all, statusCode);
      const integrationResponses = withoutResponse(all, statusCode);
      const methodIntegration = {
        ...integration,
        ...(integrationResponses && { integrationResponses }),
      };
      setMethod(apis, names, { ...methodIn(apis, names), methodIntegration });
      return {};
    },
  };
}
