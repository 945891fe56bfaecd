import { AwsError } from '../../core/errors.ts';
import { readJson } from '../../core/json-number.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { PAGE_LIMIT } from '../../gateway/body-limits.ts';
import { isPreflight, withCors } from '../../gateway/cors.ts';
import type { Dispatcher, HttpRequest, HttpResponse } from '../../gateway/dispatcher.ts';
import type { Entry } from '../apis/access-log.ts';
import { MalformedResponse, readProxyResponse } from '../apis/proxy-response.ts';
import { gatewayFor } from '../apis/role.ts';
import { bySpecificity, matchKey } from '../apis/route-key.ts';
import { MalformedAnswer, responseOf } from '../http-answer.ts';
import { decodePath, eventOf, logTime, type RoutedRequest } from '../http-event.ts';
import type { HttpApi, HttpIntegration, HttpRoute, HttpStage } from './api.ts';
import type { Apis } from './apis.ts';
import { allowedOrigin } from './cors.ts';
import { gatewayAnswer } from './gateway-answer.ts';
import { recordAnswer } from './metrics.ts';
import { olderEventOf } from './older-event.ts';

/** What came of a request, and what the access log says about the integration. */
interface Handled {
  readonly response: HttpResponse;
  readonly error?: string;
}

/**
 * Serves a request to an HTTP API. `request.path` begins after the id of the API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export async function handleRequest(
  apis: Apis,
  cloud: Cloud & Dispatcher,
  apiId: string,
  request: HttpRequest,
): Promise<HttpResponse> {
  const api = apis.find(apiId);
  const found = api && stageOf(api, decodePath(request.path));
  if (found === undefined) return gatewayAnswer(404, 'Not Found');
  const { route, parameters } = routeOf(api!, request.method, found.path);
  const stage = found.stage.description.StageName;
  const routed: RoutedRequest = {
    request,
    accountId: cloud.accountId,
    apiId,
    domainName: `${apiId}.execute-api.${cloud.region}.amazonaws.com`,
    stage,
    rawPath: stage === '$default' ? found.path : `/${stage}${found.path}`,
    routeKey: route?.key.text ?? '-',
    pathParameters: parameters,
    stageVariables: found.stage.description.StageVariables,
    requestId: Buffer.from(cloud.random.bytes(11)).toString('base64'),
    receivedAt: cloud.clock.now(),
  };
  const handled = await serve(cloud, api!, found.stage, route, routed);
  found.stage.accessLog?.write(entryOf(cloud, routed, handled));
  const cors = api!.description.CorsConfiguration;
  const response = cors
    ? withCors(cors, request, handled.response, allowedOrigin(cors, request))
    : handled.response;
  const latency = cloud.clock.now() - routed.receivedAt;
  recordAnswer(cloud, { apiId, stage, status: response.status, latency });
  return { ...response, headers: { ...response.headers, 'apigw-requestid': routed.requestId } };
}

/** The stage that the path begins with, or `$default`; and the path without it. */
function stageOf(api: HttpApi, path: string): { stage: HttpStage; path: string } | undefined {
  const [, first = '', rest] = /^\/([^/]*)(.*)$/s.exec(path) ?? [];
  const named = api.stages.get(first);
  if (named !== undefined && first !== '$default') return { stage: named, path: rest || '/' };
  const stage = api.stages.get('$default');
  return stage && { stage, path };
}

function routeOf(
  api: HttpApi,
  method: string,
  path: string,
): { route: HttpRoute | undefined; parameters: Record<string, string> } {
  const routes = [...api.routes.values()].sort((a, b) => bySpecificity(a.key, b.key));
  for (const route of routes) {
    const parameters = matchKey(route.key, method, path);
    if (parameters !== undefined) return { route, parameters };
  }
  return { route: undefined, parameters: {} };
}

async function serve(
  cloud: Cloud & Dispatcher,
  api: HttpApi,
  stage: HttpStage,
  route: HttpRoute | undefined,
  routed: RoutedRequest,
): Promise<Handled> {
  if (api.description.CorsConfiguration && isPreflight(routed.request)) {
    return { response: { status: 204 } };
  }
  if (route === undefined) return { response: gatewayAnswer(404, 'Not Found') };
  if (stage.throttle?.admits(route.key.text) === false) {
    return { response: gatewayAnswer(429, 'Too Many Requests') };
  }
  if (routed.request.body.length > PAGE_LIMIT) {
    return { response: gatewayAnswer(413, 'Request Entity Too Large') };
  }
  const integration = api.integration(route.integrationId);
  const timer = Promise.withResolvers<'timeout'>();
  const timeout = cloud.clock.after(integration.timeoutMs, () => timer.resolve('timeout'), {
    what: () => 'Timeout of a request to an HTTP API',
  });
  try {
    const ended = await Promise.race([invoke(cloud, integration, route, routed), timer.promise]);
    if (ended !== 'timeout') return ended;
    return {
      response: gatewayAnswer(503, 'Service Unavailable'),
      error: `The integration did not answer within ${integration.timeoutMs} ms.`,
    };
  } finally {
    timeout.cancel();
  }
}

async function invoke(
  cloud: Cloud & Dispatcher,
  integration: HttpIntegration,
  route: HttpRoute,
  routed: RoutedRequest,
): Promise<Handled> {
  const gateway = principalFor(cloud, route, routed);
  const { functionArn } = integration;
  try {
    if (functionArn === undefined) {
      const { serviceAnswer } = await import('./service-request.ts');
      return { response: await serviceAnswer(cloud, integration, gateway, routed) };
    }
    const isOlder = integration.description.PayloadFormatVersion === '1.0';
    const event = isOlder ? olderEventOf(cloud, routed) : eventOf(cloud, routed);
    const output = await cloud.call<{ Payload?: Uint8Array; FunctionError?: string }>(
      gateway,
      'Lambda',
      'Invoke',
      { FunctionName: functionArn, Payload: Buffer.from(JSON.stringify(event)) },
    );
    const payload = Buffer.from(output.Payload ?? []).toString('utf8');
    if (output.FunctionError !== undefined) return failed(payload);
    return isOlder ? olderAnswered(payload) : answered(payload);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return refused(error);
  }
}

/** API Gateway calls for the route: the function's resource policy says from where it may. */
function principalFor(cloud: Cloud, route: HttpRoute, routed: RoutedRequest): Principal {
  const { region, accountId } = cloud;
  const path = route.key.text.replace(/^\S+ \//, '');
  const where = route.key.segments ? `${routed.request.method}/${path}` : '$default';
  return gatewayFor(
    `arn:aws:execute-api:${region}:${accountId}:${routed.apiId}/${routed.stage}/${where}`,
  );
}

function answered(payload: string): Handled {
  const response = responseOf(readJson(payload));
  if (!(response instanceof MalformedAnswer)) return { response };
  return { response: gatewayAnswer(500, 'Internal Server Error'), error: response.message };
}

/** In payload format 1.0. */
function olderAnswered(payload: string): Handled {
  try {
    const { status, headers, body, isBase64Encoded } = readProxyResponse(payload);
    const response = {
      status,
      headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers },
      body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
    };
    return { response };
  } catch (error) {
    if (!(error instanceof MalformedResponse)) throw error;
    return { response: gatewayAnswer(500, 'Internal Server Error'), error: error.message };
  }
}

function failed(payload: string): Handled {
  const { errorType, errorMessage } = JSON.parse(payload) as Record<string, string>;
  return {
    response: gatewayAnswer(500, 'Internal Server Error'),
    error: `The Lambda function returned the following error: ${errorType}: ${errorMessage}. Check your Lambda function code and try again.`,
  };
}

function refused(error: AwsError): Handled {
  switch (error.status) {
    case 413:
      return { response: gatewayAnswer(413, 'Request Entity Too Large'), error: error.message };
    case 429:
      return { response: gatewayAnswer(503, 'Service Unavailable'), error: error.message };
    default:
      return {
        response: gatewayAnswer(500, 'Internal Server Error'),
        error: `The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration. Check the permissions and try again. ${error.message}`,
      };
  }
}

function entryOf(cloud: Cloud, routed: RoutedRequest, { response, error }: Handled): Entry {
  const { request, receivedAt } = routed;
  const latency = Math.trunc(cloud.clock.now() - receivedAt);
  const { body = '' } = response;
  return {
    accountId: cloud.accountId,
    apiId: routed.apiId,
    domainName: routed.domainName,
    domainPrefix: routed.apiId,
    extendedRequestId: routed.requestId,
    httpMethod: request.method,
    'identity.sourceIp': request.remoteAddress,
    'identity.userAgent': request.headers['user-agent'] ?? '-',
    path: routed.rawPath,
    protocol: request.protocol,
    requestId: routed.requestId,
    requestTime: logTime(receivedAt),
    requestTimeEpoch: Math.trunc(receivedAt),
    responseLatency: latency,
    integrationLatency: latency,
    'integration.latency': latency,
    responseLength: Buffer.byteLength(body as string | Uint8Array),
    routeKey: routed.routeKey,
    stage: routed.stage,
    status: response.status,
    ...(error !== undefined && { integrationErrorMessage: error, 'integration.error': error }),
  };
}
