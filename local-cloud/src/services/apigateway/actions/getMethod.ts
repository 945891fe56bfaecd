import type { GetMethodRequest, Method } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../../core/service.ts';
import { ofMethod } from '../members.ts';
import { methodIn, methodPath } from '../parts.ts';
import type { RestApis } from '../rest-apis.ts';

/**
 * A method, with its integration and its responses.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethod.html
 */
export function getMethod(apis: RestApis): Operation<GetMethodRequest, Method> {
  return {
    members: ofMethod,
    permissions: (names) => apis.permission('GET', methodPath(names)),
    handle(names) {
      return methodIn(apis, names);
    },
  };
}
