import type { CreateRouteRequest } from '@aws-sdk/client-apigatewayv2';
import { notSupported } from '../../core/errors.ts';
import { badRequest } from '../apis/errors.ts';
import { parseRouteKey } from '../apis/route-key.ts';
import type { HttpApi, HttpRoute } from './api.ts';

/** What is said of a route. */
export const routeMembers = {
  RouteKey: {},
  Target: { length: [1, 128] },
  AuthorizationType: {},
  OperationName: { length: [1, 64] },
} as const;

/**
 * A route to an integration (`Target: integrations/<id>`), as it is asked for.
 *
 * @throws BadRequestException; NotSupportedByLocalCloud for a route that not everybody may call
 */
export function routeOf(
  api: HttpApi,
  RouteId: string,
  {
    RouteKey = '',
    Target = '',
    AuthorizationType = 'NONE',
    OperationName,
  }: Partial<CreateRouteRequest>,
) {
  if (AuthorizationType !== 'NONE') {
    throw notSupported('ApiGatewayV2', `${AuthorizationType} authorization of routes`);
  }
  const key = parseRouteKey(RouteKey);
  const [, integrationId = ''] = /^integrations\/(\w+)$/.exec(Target) ?? [];
  if (!api.integrations.has(integrationId)) {
    throw badRequest(`The target ${Target} is no integration of this API`);
  }
  const description = {
    RouteId,
    RouteKey,
    Target,
    AuthorizationType,
    ApiKeyRequired: false,
    ...(OperationName !== undefined && { OperationName }),
  };
  return { description, key, integrationId } satisfies HttpRoute;
}
