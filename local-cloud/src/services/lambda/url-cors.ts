import type { Cors } from '@aws-sdk/client-lambda';
import { withoutCors } from '../../gateway/cors.ts';
import type { HttpRequest, HttpResponse } from '../../gateway/dispatcher.ts';

/** What Lambda answers in the function's place when a browser asks before a request. */
export function preflight(cors: Cors, request: HttpRequest): HttpResponse {
  const own = originHeaders(cors, request);
  const { AllowMethods = [], AllowHeaders = [], MaxAge } = cors;
  return {
    status: 200,
    headers: own && {
      ...own,
      ...(AllowMethods.length > 0 && { 'access-control-allow-methods': AllowMethods.join(',') }),
      ...(AllowHeaders.length > 0 && { 'access-control-allow-headers': AllowHeaders.join(',') }),
      ...(MaxAge !== undefined && { 'access-control-max-age': String(MaxAge) }),
    },
  };
}

/**
 * The response with what the URL's settings say of other origins: they go before what the function
 * says of it.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors
 */
export function withCors(
  cors: Cors | undefined,
  request: HttpRequest,
  response: HttpResponse,
): HttpResponse {
  if (cors === undefined) return response;
  const { ExposeHeaders = [] } = cors;
  const own = originHeaders(cors, request);
  return {
    ...response,
    headers: {
      ...withoutCors(response),
      ...own,
      ...(own &&
        ExposeHeaders.length > 0 && { 'access-control-expose-headers': ExposeHeaders.join(',') }),
    },
  };
}

/** Undefined: the request is of no other origin, or of one that may not. */
function originHeaders(
  { AllowOrigins = [], AllowCredentials }: Cors,
  { headers: { origin } }: HttpRequest,
): Record<string, string> | undefined {
  if (origin === undefined) return undefined;
  const isAllowed = AllowOrigins.includes('*') || AllowOrigins.includes(origin);
  if (!isAllowed) return undefined;
  return {
    'access-control-allow-origin': origin,
    vary: 'Origin',
    ...(AllowCredentials === true && { 'access-control-allow-credentials': 'true' }),
  };
}
