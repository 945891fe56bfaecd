import type { HttpRequest, HttpResponse } from './dispatcher.ts';

/** Whether a browser asks if it may send a request of a page of another origin (CORS). */
export function isPreflight({ method, headers }: HttpRequest): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}

/** The headers of a response without what it says of other origins: the settings of an API or a URL say that. */
export function withoutCors({ headers = {} }: HttpResponse): HttpResponse['headers'] {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith('access-control-')),
  );
}
