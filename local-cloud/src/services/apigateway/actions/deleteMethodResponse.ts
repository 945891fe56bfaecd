import type { DeleteMethodResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofResponse } from '../members.ts';
import { methodIn, methodPath, responseIn, setMethod, withoutResponse } from '../parts.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * Takes away a response that a method declares.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethodResponse.html
 */
export function deleteMethodResponse(
  apis: RestApis,
): Operation<DeleteMethodResponseRequest, object> {
  return {
    members: ofResponse,
    permissions: ({ statusCode, ...names }) =>
      apis.permission('DELETE', `${methodPath(names)}/responses/${statusCode}`),
    handle({ statusCode, ...names }) {
      const { methodResponses: all, ...method } = methodIn(apis, names);
      responseIn(all, statusCode);
      const methodResponses = withoutResponse(all, statusCode);
      setMethod(apis, names, { ...method, ...(methodResponses && { methodResponses }) });
      return {};
    },
  };
}
