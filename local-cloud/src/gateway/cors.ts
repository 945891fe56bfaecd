import type { HttpRequest, HttpResponse } from './dispatcher.ts';

/** Whether a browser asks if it may send a request of a page of another origin (CORS). */
export function isPreflight({ method, headers }: HttpRequest): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}

/** What an API or a URL says of pages of other origins. */
export interface CorsSettings {
  readonly AllowCredentials?: boolean | undefined;
  readonly AllowHeaders?: readonly string[] | undefined;
  readonly AllowMethods?: readonly string[] | undefined;
  readonly ExposeHeaders?: readonly string[] | undefined;
  /** In seconds. */
  readonly MaxAge?: number | undefined;
}

/**
 * The response with what the settings say of other origins: what it says of them itself does not count.
 *
 * @param origin the one that is told that it may; undefined: the request is of no page, or of one that may not
 */
export function withCors(
  cors: CorsSettings,
  request: HttpRequest,
  response: HttpResponse,
  origin: string | undefined,
): HttpResponse {
  if (origin === undefined && response.headers === undefined) return response;
  const kept = Object.entries(response.headers ?? {}).filter(
    ([name]) => !name.startsWith('access-control-'),
  );
  const own = origin === undefined ? {} : headersFor(cors, request, origin);
  return { ...response, headers: { ...Object.fromEntries(kept), ...own } };
}

function headersFor(
  cors: CorsSettings,
  request: HttpRequest,
  origin: string,
): Record<string, string> {
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

function list(name: string, values: readonly string[] = []): Record<string, string> {
  return values.length > 0 ? { [name]: values.join(',') } : {};
}
