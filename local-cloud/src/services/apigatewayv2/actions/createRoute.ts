import type { CreateRouteRequest, CreateRouteResult } from '@aws-sdk/client-apigatewayv2';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { Apis } from '../apis.ts';
import { badRequest } from '../errors.ts';
import { parseRouteKey } from '../route-key.ts';

/**
 * Creates a route to an integration (`Target: integrations/<id>`).
 * Errors: NotFoundException, BadRequestException, ConflictException.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html
 */
export function createRoute(apis: Apis): Operation<CreateRouteRequest, CreateRouteResult> {
  return {
    members: {
      ApiId: { required: true },
      RouteKey: { required: true },
      Target: { length: [1, 128] },
      AuthorizationType: {},
      OperationName: { length: [1, 64] },
    },
    permissions: ({ ApiId }) => apis.permission('POST', `/apis/${ApiId}/routes`),
    handle({ ApiId, RouteKey = '', Target = '', AuthorizationType = 'NONE', OperationName }) {
      const api = apis.get(ApiId);
      if (AuthorizationType !== 'NONE') {
        throw notSupported('ApiGatewayV2', `${AuthorizationType} authorization of routes`);
      }
      const key = parseRouteKey(RouteKey);
      const [, integrationId = ''] = /^integrations\/(\w+)$/.exec(Target) ?? [];
      if (!api.integrations.has(integrationId)) {
        throw badRequest(`The target ${Target} is no integration of this API`);
      }
      const description = {
        RouteId: apis.newId(7),
        RouteKey,
        Target,
        AuthorizationType,
        ApiKeyRequired: false,
        ...(OperationName !== undefined && { OperationName }),
      };
      api.addRoute({ description, key, integrationId });
      return description;
    },
  };
}
