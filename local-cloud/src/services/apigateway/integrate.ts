import type { Integration } from '@aws-sdk/client-api-gateway';
import { AwsError } from '../../core/errors.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import { readJson } from '../../core/json-number.ts';
import type { Cloud } from '../../core/service.ts';
import type { Dispatcher, HttpResponse } from '../../gateway/dispatcher.ts';
import { MalformedResponse, readProxyResponse } from '../apis/proxy-response.ts';
import { callService } from '../apis/service-call.ts';
import { isBinary } from './content.ts';
import { callFunction, integrationCaller, withStageVariables } from './function-call.ts';
import { GatewayError } from './gateway-error.ts';
import { type IntegrationAnswer, methodResponse } from './integration-answer.ts';
import {
  type IntegrationRequest,
  integrationRequest,
  templateContext,
} from './integration-request.ts';
import { isInvocation, parseUri } from './integration-uri.ts';
import { proxyEvent } from './proxy-event.ts';
import type { Caller, RoutedRequest } from './routed.ts';

/**
 * What the integration of a request's method answers.
 *
 * @throws GatewayError where it does not answer as it should
 */
export function integrate(
  cloud: Cloud & Dispatcher,
  routed: RoutedRequest,
  caller: Caller,
): Promise<HttpResponse> {
  const integration = routed.deployed!.method.methodIntegration!;
  return integration.type === 'AWS_PROXY'
    ? byProxy(cloud, integration, routed, caller)
    : byMapping(cloud, integration, routed, caller);
}

async function byProxy(
  cloud: Cloud,
  { uri = '' }: Integration,
  routed: RoutedRequest,
  caller: Caller,
): Promise<HttpResponse> {
  const { payload, failed } = await callFunction(cloud, routed, {
    uri,
    as: () => integrationCaller(cloud, routed, caller),
    payload: JSON.stringify(proxyEvent(cloud, routed, caller)),
  });
  if (!failed) return proxyAnswer(payload, routed);
  const { errorType, errorMessage } = JSON.parse(payload) as Record<string, string>;
  const reason = `The function failed: ${errorType}: ${errorMessage}. Its log says why.`;
  throw new GatewayError('INTEGRATION_FAILURE', reason);
}

/** @throws GatewayError 502 for what is no response */
function proxyAnswer(payload: string, { request, deployment }: RoutedRequest): HttpResponse {
  try {
    const { status, headers: given, body, isBase64Encoded } = readProxyResponse(payload);
    const headers = { 'content-type': ['application/json'], ...given };
    const types = [request.headers.accept?.split(',')[0], headers['content-type'][0]];
    const asBytes = types.some((type) => isBinary(type, deployment.binaryMediaTypes));
    return {
      status,
      headers,
      body: isBase64Encoded && asBytes ? Buffer.from(body, 'base64') : body,
    };
  } catch (error) {
    if (!(error instanceof MalformedResponse)) throw error;
    throw new GatewayError('INTEGRATION_FAILURE', error.message);
  }
}

async function byMapping(
  cloud: Cloud & Dispatcher,
  integration: Integration,
  routed: RoutedRequest,
  caller: Caller,
): Promise<HttpResponse> {
  const context = templateContext(cloud, routed, caller);
  const asked = integrationRequest(integration, routed, context);
  const answer =
    integration.type === 'MOCK'
      ? mockAnswer(String(asked.body))
      : await serviceAnswer(cloud, integration, routed, caller, asked);
  const { request: requestOverride, response: responseOverride } = asked.overrides;
  const seen = { ...context, requestOverride, responseOverride } as JsonObject;
  return methodResponse(integration, answer, routed, seen);
}

async function serviceAnswer(
  cloud: Cloud & Dispatcher,
  integration: Integration,
  routed: RoutedRequest,
  caller: Caller,
  asked: IntegrationRequest,
): Promise<IntegrationAnswer> {
  const uri = withStageVariables(integration.uri ?? '', routed);
  const as = () => integrationCaller(cloud, routed, caller);
  const target = parseUri(uri);
  if (isInvocation(target)) {
    const sent = Buffer.from(asked.body as string).toString('utf8') || '{}';
    const { payload, failed } = await callFunction(cloud, routed, { uri, as, payload: sent });
    const error = failed ? (readJson(payload) as JsonObject).errorMessage : undefined;
    return {
      headers: {},
      body: Buffer.from(payload),
      told: failed ? String(error ?? '') : undefined,
    };
  }
  try {
    const principal = await as();
    const method = integration.httpMethod ?? 'POST';
    const answer = await callService(cloud, principal, target, { method, ...asked }, routed);
    return { ...answer, told: String(answer.status) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new GatewayError('API_CONFIGURATION_ERROR', error.message);
  }
}

/** A mock answers with the status that its request template says; many write it as no JSON: `{statusCode:200}`. */
function mockAnswer(body: string): IntegrationAnswer {
  const [, lenient] = /^\s*\{\s*["']?statusCode["']?\s*:\s*["']?(\d{3})\b/.exec(body) ?? [];
  const status = lenient ?? statusIn(body);
  // What it is told is not what it answers.
  if (status !== undefined) return { headers: {}, body: Buffer.alloc(0), told: status };
  throw new GatewayError(
    'API_CONFIGURATION_ERROR',
    'The request template of a MOCK integration must make { "statusCode": <number> }.',
  );
}

function statusIn(body: string): string | undefined {
  try {
    const said = readJson(body);
    return isObject(said) && said.statusCode !== undefined ? String(said.statusCode) : undefined;
  } catch {
    return undefined;
  }
}
