import type { GetApisRequest, GetApisResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';

/**
 * The HTTP APIs, on one page.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
 */
export function getApis(apis: Apis): Operation<GetApisRequest, GetApisResponse> {
  return {
    members: {},
    permissions: () => apis.permission('GET', '/apis'),
    handle() {
      return { Items: apis.all().map((api) => api.description) };
    },
  };
}
