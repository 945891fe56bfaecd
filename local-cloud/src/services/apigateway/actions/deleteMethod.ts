import type { DeleteMethodRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofMethod } from '../members.ts';
import { methodIn, methodPath, resourceIn } from '../parts.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * Deletes a method with its integration and its responses.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethod.html
 */
export function deleteMethod(apis: RestApis): Operation<DeleteMethodRequest, object> {
  return {
    members: ofMethod,
    permissions: (names) => apis.permission('DELETE', methodPath(names)),
    handle(names) {
      const { httpMethod } = methodIn(apis, names);
      resourceIn(apis, names).methods.delete(httpMethod);
      return {};
    },
  };
}
