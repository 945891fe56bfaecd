import type { DeleteRouteRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';

/**
 * Deletes a route of an HTTP API.
 * Errors: NotFoundException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html
 */
export function deleteRoute(apis: Apis): Operation<DeleteRouteRequest, object> {
  return {
    members: { ApiId: { required: true }, RouteId: { required: true } },
    permissions: ({ ApiId, RouteId }) =>
      apis.permission('DELETE', `/apis/${ApiId}/routes/${RouteId}`),
    handle({ ApiId, RouteId }) {
      const api = apis.get(ApiId);
      api.route(RouteId);
      api.routes.delete(RouteId!);
      return {};
    },
  };
}
