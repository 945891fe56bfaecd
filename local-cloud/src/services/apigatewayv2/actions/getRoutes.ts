import type { GetRoutesRequest, GetRoutesResponse } from '@aws-sdk/client-apigatewayv2';
import type { Served } from '../../members.ts';
import type { Apis } from '../apis.ts';

/**
 * The routes of an HTTP API, on one page.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html
 */
export function getRoutes(apis: Apis): Served<GetRoutesRequest, GetRoutesResponse> {
  return {
    members: ['ApiId'],
    permissions: ({ ApiId }) => apis.permission('GET', `/apis/${ApiId}/routes`),
    handle({ ApiId }) {
      return { Items: [...apis.get(ApiId).routes.values()].map((item) => item.description) };
    },
  };
}
