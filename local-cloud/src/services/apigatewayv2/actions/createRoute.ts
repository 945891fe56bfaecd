import type { CreateRouteRequest, CreateRouteResult } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';
import { routeMembers, routeOf } from '../route.ts';

/**
 * Creates a route to an integration (`Target: integrations/<id>`).
 * Errors: NotFoundException, BadRequestException, ConflictException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html
 */
export function createRoute(apis: Apis): Operation<CreateRouteRequest, CreateRouteResult> {
  return {
    members: { ...routeMembers, ApiId: { required: true }, RouteKey: { required: true } },
    permissions: ({ ApiId }) => apis.permission('POST', `/apis/${ApiId}/routes`),
    handle({ ApiId, ...asked }) {
      const api = apis.get(ApiId);
      const route = routeOf(api, apis.newId(7), asked);
      api.setRoute(route);
      return route.description;
    },
  };
}
