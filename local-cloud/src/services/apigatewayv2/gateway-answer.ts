import type { HttpResponse } from '../../gateway/dispatcher.ts';

/** An answer of API Gateway's own. On AWS a person sees the JSON, too: HTTP APIs have no pages. */
export function gatewayAnswer(status: number, message: string): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message }),
    told: message,
  };
}
