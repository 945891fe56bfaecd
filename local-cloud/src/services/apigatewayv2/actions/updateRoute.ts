import type { UpdateRouteRequest, UpdateRouteResult } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';
import { routeMembers, routeOf } from '../route.ts';

/**
 * Changes what is given of a route.
 * Errors: NotFoundException, BadRequestException, ConflictException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html
 */
export function updateRoute(apis: Apis): Operation<UpdateRouteRequest, UpdateRouteResult> {
  return {
    members: { ...routeMembers, ApiId: { required: true }, RouteId: { required: true } },
    permissions: ({ ApiId, RouteId }) =>
      apis.permission('PATCH', `/apis/${ApiId}/routes/${RouteId}`),
    handle({ ApiId, RouteId, ...asked }) {
      const api = apis.get(ApiId);
      const { description } = api.route(RouteId);
      const route = routeOf(api, description.RouteId, { ...description, ...asked });
      api.setRoute(route);
      return route.description;
    },
  };
}
