import type { InspectionData } from '@aws-sdk/client-sfn';
import type { HttpCalls, HttpRequest, HttpResponse } from '../integrations/aws-calls.ts';

/** What TRACE shows of an HTTP Task. */
export type HttpTrace = Pick<InspectionData, 'request' | 'response'>;

/**
 * The same HTTP calls, noting in `trace` what went out and what came back. What a connection adds
 * to a request is shown only with `reveal`.
 */
export function traceHttp(http: HttpCalls, trace: HttpTrace, reveal: boolean): HttpCalls {
  return {
    async send(caller, request) {
      trace.request = describeRequest(request);
      const response = await http.send(caller, request);
      if (reveal && response.sent) trace.request = describeRequest(response.sent);
      trace.response = describeResponse(request, response);
      return response;
    },
  };
}

function describeRequest(request: HttpRequest): NonNullable<HttpTrace['request']> {
  return {
    protocol: protocolOf(request),
    method: request.method,
    url: request.url,
    headers: listed(Object.entries(request.headers)),
    ...(request.body !== undefined && { body: request.body }),
  };
}

function describeResponse(
  request: HttpRequest,
  response: HttpResponse,
): NonNullable<HttpTrace['response']> {
  const headers = Object.entries(response.headers).map(
    ([name, values]) => [name, values.join(',')] as const,
  );
  return {
    protocol: protocolOf(request),
    statusCode: String(response.status),
    statusMessage: response.statusText,
    headers: listed(headers),
    body: response.body,
  };
}

function protocolOf({ url }: HttpRequest): string {
  return url.slice(0, url.indexOf(':'));
}

/** As AWS prints them: `[Content-Type: application/json, Range: bytes=0-262144]`. */
function listed(headers: readonly (readonly [string, string])[]): string {
  return `[${headers.map(([name, value]) => `${name}: ${value}`).join(', ')}]`;
}
