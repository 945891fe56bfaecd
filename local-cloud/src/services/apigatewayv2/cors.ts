import type { Cors } from '@aws-sdk/client-apigatewayv2';
import type { Constraint } from '../../core/contract.ts';
import { isPreflight, withoutCors } from '../../gateway/cors.ts';
import type { HttpRequest, HttpResponse } from '../../gateway/dispatcher.ts';
import { badRequest } from './errors.ts';

/** What the API model says of the settings for pages of other origins. */
export const corsMembers = {
  members: {
    AllowCredentials: {},
    AllowHeaders: {},
    AllowMethods: { items: { length: [1, 64] } },
    AllowOrigins: {},
    ExposeHeaders: {},
    MaxAge: { range: [-1, 86_400] },
  },
} as const satisfies Constraint;

/** Every origin, every one of a scheme, or one: no part of a name stands for others. */
const ORIGIN = /^(?:\*|https?:\/\/\*|[a-z][a-z\d+.-]*:\/\/[^/*\s]+|null)$/i;

/** Throws BadRequestException for what is no origin, and for credentials of any: no browser would send them. */
export function checkCors({ AllowCredentials, AllowOrigins = [] }: Cors): void {
  const wrong = AllowOrigins.find((origin) => !ORIGIN.test(origin));
  if (wrong !== undefined) {
    throw badRequest(
      `"${wrong}" is no origin: write *, https://*, http://*, or a scheme and a host, as https://example.com`,
    );
  }
  if (AllowCredentials !== true || !AllowOrigins.includes('*')) return;
  throw badRequest("allow-credentials is not supported if 'allow-origin' is *");
}

/**
 * The response with what the API's settings say of other origins: what the integration says of them does not
 * count.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function withCors(
  cors: Cors | undefined,
  request: HttpRequest,
  response: HttpResponse,
): HttpResponse {
  if (cors === undefined) return response;
  return { ...response, headers: { ...withoutCors(response), ...headersOf(cors, request) } };
}

function headersOf(cors: Cors, request: HttpRequest): Record<string, string> {
  const origin = allowed(cors, request.headers.origin);
  if (origin === undefined) return {};
  return {
    'access-control-allow-origin': origin,
    ...(cors.AllowCredentials === true && { 'access-control-allow-credentials': 'true' }),
    ...(isPreflight(request)
      ? {
          ...list('access-control-allow-methods', cors.AllowMethods),
          ...list('access-control-allow-headers', cors.AllowHeaders),
          ...(cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) }),
        }
      : list('access-control-expose-headers', cors.ExposeHeaders)),
  };
}

/** Undefined: the request is of no page of another origin, or of one that may not. */
function allowed({ AllowOrigins = [] }: Cors, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (AllowOrigins.includes('*')) return '*';
  const [scheme] = origin.split('//');
  return AllowOrigins.some((one) => one === origin || one === `${scheme}//*`) ? origin : undefined;
}

function list(name: string, values: readonly string[] = []): Record<string, string> {
  return values.length > 0 ? { [name]: values.join(',') } : {};
}
