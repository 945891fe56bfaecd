import type { GetRoutesRequest, GetRoutesResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';

/**
 * The routes of an HTTP API, on one page.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html
 */
export function getRoutes(apis: Apis): Operation<GetRoutesRequest, GetRoutesResponse> {
  return {
    members: { ApiId: { required: true } },
    permissions: ({ ApiId }) => apis.permission('GET', `/apis/${ApiId}/routes`),
    handle({ ApiId }) {
      return { Items: [...apis.get(ApiId).routes.values()].map((item) => item.description) };
    },
  };
}
