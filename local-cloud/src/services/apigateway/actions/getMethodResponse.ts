import type { GetMethodResponseRequest, MethodResponse } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofResponse } from '../members.ts';
import { methodIn, methodPath, responseIn } from '../parts.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * A response that a method declares.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethodResponse.html
 */
export function getMethodResponse(
  apis: RestApis,
): Operation<GetMethodResponseRequest, MethodResponse> {
  return {
    members: ofResponse,
    permissions: ({ statusCode, ...names }) =>
      apis.permission('GET', `${methodPath(names)}/responses/${statusCode}`),
    handle({ statusCode, ...names }) {
      return responseIn(methodIn(apis, names).methodResponses, statusCode);
    },
  };
}
