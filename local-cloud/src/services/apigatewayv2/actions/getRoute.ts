import type { GetRouteRequest, GetRouteResult } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';

/**
 * A route of an HTTP API.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html
 */
export function getRoute(apis: Apis): Operation<GetRouteRequest, GetRouteResult> {
  return {
    members: { ApiId: { required: true }, RouteId: { required: true } },
    permissions: ({ ApiId, RouteId }) => apis.permission('GET', `/apis/${ApiId}/routes/${RouteId}`),
    handle({ ApiId, RouteId }) {
      return apis.get(ApiId).route(RouteId).description;
    },
  };
}
