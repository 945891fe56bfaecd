import type {
  GetIntegrationResponseRequest,
  IntegrationResponse,
} from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofResponse } from '../members.ts';
import { integrationIn, methodPath, responseIn } from '../parts.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * What an integration answers with a status.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegrationResponse.html
 */
export function getIntegrationResponse(
  apis: RestApis,
): Operation<GetIntegrationResponseRequest, IntegrationResponse> {
  return {
    members: ofResponse,
    permissions: ({ statusCode, ...names }) =>
      apis.permission('GET', `${methodPath(names)}/integration/responses/${statusCode}`),
    handle({ statusCode, ...names }) {
      return responseIn(integrationIn(apis, names).integrationResponses, statusCode);
    },
  };
}
