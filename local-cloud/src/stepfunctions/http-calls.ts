import type { Cloud } from '../service.ts';
import type { HttpCalls, HttpRequest, HttpResponse } from './integrations/aws-calls.ts';

/** How long an HTTP Task waits for its answer: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const TIMEOUT_MS = 60_000;
const EXECUTE_API = /^https:\/\/([a-z0-9]+)\.execute-api\.[^/]+\.amazonaws\.com\//;

/**
 * `http:invoke` and `apigateway:invoke` within this machine: APIs of the local cloud by their AWS
 * addresses, and servers on 127.0.0.1. Nothing leaves the machine.
 */
export function createHttpCalls(cloud: Cloud): HttpCalls {
  return {
    async send(_caller, request) {
      const url = localAddress(cloud, request);
      const hold = cloud.clock.hold();
      try {
        return await exchange(url, request);
      } finally {
        hold.release();
      }
    },
  };
}

function localAddress(cloud: Cloud, { url }: HttpRequest): string {
  const local = url.replace(EXECUTE_API, (_, api: string) => {
    return `${cloud.endpoint}/_aws/execute-api/${api}/`;
  });
  const { hostname } = new URL(local);
  if (hostname === '127.0.0.1' || hostname === 'localhost') return local;
  throw new Error(
    `${hostname} is not on this machine: the local cloud calls only its own APIs and servers on 127.0.0.1`,
  );
}

async function exchange(url: string, request: HttpRequest): Promise<HttpResponse> {
  const response = await fetch(url, {
    method: request.method,
    headers: request.headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(request.body !== undefined && { body: request.body }),
  });
  const headers: Record<string, string[]> = {};
  for (const [name, value] of response.headers) headers[name] = [...(headers[name] ?? []), value];
  return {
    status: response.status,
    statusText: response.statusText,
    headers,
    body: await response.text(),
  };
}
