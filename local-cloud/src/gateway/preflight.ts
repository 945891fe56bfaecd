import type { HttpRequest } from './dispatcher.ts';

/** Whether a browser asks if it may send a request of a page of another origin (CORS). */
export function isPreflight({ method, headers }: HttpRequest): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}
