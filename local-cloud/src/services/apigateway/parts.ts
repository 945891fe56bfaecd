import type { Integration } from '@aws-sdk/client-api-gateway';
import { notFound } from '../apis/errors.ts';
import type { RestAuthorizer, RestMethod, RestResource } from './rest-api.ts';
import type { RestApis } from './rest-apis.ts';

/** What a request names of a method: as much as it has. */
export interface MethodNames {
  readonly restApiId: string | undefined;
  readonly resourceId: string | undefined;
  readonly httpMethod: string | undefined;
}

/**
 * A resource. Of an API that is not there AWS says that the resource is not (recorded).
 *
 * @throws NotFoundException
 */
export function resourceIn(
  apis: RestApis,
  { restApiId, resourceId }: Omit<MethodNames, 'httpMethod'>,
): RestResource {
  const api = apis.find(restApiId ?? '');
  if (api === undefined) throw notFound('Invalid Resource identifier specified');
  return api.resource(resourceId);
}

/** Throws NotFoundException. */
export function methodIn(apis: RestApis, names: MethodNames): RestMethod {
  const method = resourceIn(apis, names).methods.get(names.httpMethod ?? '');
  if (method !== undefined) return method;
  throw notFound('Invalid Method identifier specified');
}

/** Throws NotFoundException. */
export function integrationIn(apis: RestApis, names: MethodNames): Integration {
  const { methodIntegration } = methodIn(apis, names);
  if (methodIntegration !== undefined) return methodIntegration;
  throw notFound('Invalid Integration identifier specified');
}

/** Puts another method in the place of one: deployments keep the one that they found. */
export function setMethod(apis: RestApis, names: MethodNames, method: RestMethod): void {
  resourceIn(apis, names).methods.set(method.httpMethod, method);
}

/** Throws NotFoundException. */
export function authorizerIn(
  apis: RestApis,
  restApiId: string | undefined,
  authorizerId: string | undefined,
): RestAuthorizer {
  const authorizer = apis.get(restApiId).authorizers.get(authorizerId ?? '');
  if (authorizer !== undefined) return authorizer;
  throw notFound('Invalid Authorizer identifier specified');
}

/** What is said of a status code. Throws NotFoundException. */
export function responseIn<Response>(
  responses: Readonly<Record<string, Response>> | undefined,
  statusCode: string | undefined,
): Response {
  const response = responses?.[statusCode ?? ''];
  if (response !== undefined) return response;
  throw notFound('Invalid Response status code specified');
}

/** Without one of them; undefined where it was the last. */
export function withoutResponse<Response>(
  responses: Readonly<Record<string, Response>> | undefined,
  statusCode: string | undefined,
): Record<string, Response> | undefined {
  const { [statusCode ?? '']: _, ...others } = responses ?? {};
  return Object.keys(others).length > 0 ? others : undefined;
}

/** Where a method is in the management API. */
export function methodPath({ restApiId, resourceId, httpMethod }: MethodNames): string {
  return `/restapis/${restApiId}/resources/${resourceId}/methods/${httpMethod}`;
}
