import type { Connection, Connections } from '../../core/connections.ts';
import { localAddress } from '../../core/local-address.ts';
import { readBody } from '../../core/response-body.ts';
import type { Cloud } from '../../core/service.ts';
import { StatesError } from '../errors.ts';
import { PAYLOAD_BYTES } from '../execution/limits.ts';
import type { Caller, HttpCalls, HttpRequest, HttpResponse } from '../integrations/aws-calls.ts';
import { rolePrincipal } from './principal.ts';

/** How long an HTTP Task waits for its answer: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const TIMEOUT_MS = 60_000;
/** In bytes: what is longer is too long for a payload, however it is written there. */
const MOST_READ = 4 * PAYLOAD_BYTES;

/**
 * `http:invoke` and `apigateway:invoke` within this machine: APIs and functions of the local cloud by their
 * AWS addresses, and servers on 127.0.0.1. Nothing leaves the machine. By a connection that is none of
 * EventBridge's here the request goes out without credentials.
 */
export function createHttpCalls(cloud: Cloud, connections: Connections): HttpCalls {
  return {
    async send(caller, request) {
      const connection = connections(request.connectionArn ?? '');
      authorize(cloud, caller, request, connection);
      const whole = connection === undefined ? request : withConnection(request, connection);
      const url = addressOf(cloud, whole);
      const hold = cloud.clock.hold();
      try {
        return await exchange(url, whole);
      } finally {
        hold.release();
      }
    },
  };
}

/**
 * What the role needs: for an HTTP Task the endpoint, its connection and the connection's secret;
 * for an API with IAM authorization the method. Requests are not signed.
 * https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html#connect-http-task-permissions
 */
function authorize(
  cloud: Cloud,
  caller: Caller,
  request: HttpRequest,
  known: Connection | undefined,
): void {
  const role = rolePrincipal(cloud, { ...caller, session: 'StepFunctions' });
  if (request.integration === 'http') {
    const conditions = {
      'states:HTTPEndpoint': request.url,
      'states:HTTPMethod': request.method,
    };
    const connection = request.connectionArn ?? '*';
    const secret = known?.secretArn ?? secretOf(connection);
    cloud.authorize(role, 'SFN', [
      { action: 'states:InvokeHTTPEndpoint', resource: caller.stateMachineArn, conditions },
    ]);
    retrieving(() =>
      cloud.authorize(role, 'EventBridge', [
        { action: 'events:RetrieveConnectionCredentials', resource: connection },
        { action: 'secretsmanager:GetSecretValue', resource: secret },
        { action: 'secretsmanager:DescribeSecret', resource: secret },
      ]),
    );
  } else if (request.authType === 'IAM_ROLE') {
    const resource = methodArn(cloud, request);
    cloud.authorize(role, 'API Gateway', [{ action: 'execute-api:Invoke', resource }]);
  }
}

/** Runs what the role needs the connection's permissions for. */
function retrieving(work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new StatesError('Events.ConnectionResource.AccessDenied', (error as Error).message);
  }
}

function withConnection(request: HttpRequest, { parameters }: Connection): HttpRequest {
  if (parameters !== undefined) return request.with?.(parameters) ?? request;
  throw new StatesError(
    'Events.ConnectionResource.InvalidConnectionState',
    `The connection ${request.connectionArn} is not authorized. ` +
      'UpdateConnection with an API key, or with a name and a password, authorizes it.',
  );
}

/** The secret of a connection that is none here, by the name that EventBridge gives it. */
function secretOf(connectionArn: string): string {
  const [, partition, , region, account, path = ''] = connectionArn.split(':');
  const [, name, id] = path.split('/');
  return `arn:${partition}:secretsmanager:${region}:${account}:secret:events!connection/${name}/${id}`;
}

function methodArn(cloud: Cloud, { url, method }: HttpRequest): string {
  const { hostname, pathname } = new URL(url);
  const [api] = hostname.split('.');
  const [, stage, ...path] = pathname.split('/');
  return `arn:aws:execute-api:${cloud.region}:${cloud.accountId}:${api}/${stage}/${method}/${path.join('/')}`;
}

function addressOf({ endpoint }: Cloud, { url }: HttpRequest): string {
  const local = localAddress(endpoint, url);
  const { hostname } = new URL(local);
  if (hostname === '127.0.0.1' || hostname === 'localhost') return local;
  throw new Error(
    `${hostname} is not on this machine: the local cloud calls only its own APIs and servers on 127.0.0.1`,
  );
}

/** Why nobody answered: the error itself says no more than that nobody did. */
function reasonOf(error: Error): Error {
  const [reason] = error.cause instanceof AggregateError ? error.cause.errors : [error.cause];
  return reason instanceof Error ? reason : error;
}

async function exchange(url: string, request: HttpRequest): Promise<HttpResponse> {
  const response = await fetch(url, {
    method: request.method,
    headers: request.headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(request.body !== undefined && { body: request.body }),
  }).catch((error: Error) => {
    throw reasonOf(error);
  });
  const headers = new Map<string, string[]>();
  for (const [name, value] of response.headers) {
    headers.set(name, [...(headers.get(name) ?? []), value]);
  }
  const { bytes, isWhole } = await readBody(response, MOST_READ);
  if (!isWhole && response.ok) {
    throw new StatesError(
      'States.DataLimitExceeded',
      `The response of ${request.url} has more than ${MOST_READ} bytes, and a payload may have ${PAYLOAD_BYTES}.`,
    );
  }
  return {
    sent: request,
    status: response.status,
    statusText: response.statusText,
    headers: Object.fromEntries(headers),
    body: new TextDecoder().decode(bytes),
  };
}
