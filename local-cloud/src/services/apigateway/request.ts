import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import type { Dispatcher, HttpRequest, HttpResponse } from '../../gateway/dispatcher.ts';
import type { SignerOf } from '../../gateway/signer.ts';
import { received } from '../apis/received.ts';
import { Authorizers } from './authorizer.ts';
import { callerOf, type Serving } from './caller.ts';
import { GatewayError } from './gateway-error.ts';
import { integrate } from './integrate.ts';
import { recordAnswer } from './metrics.ts';
import type { RestApi } from './rest-api.ts';
import { routeOf } from './route.ts';
import { type Caller, contextOf, type RoutedRequest } from './routed.ts';

/** What came of a request. */
interface Served {
  readonly response: HttpResponse;
  readonly caller: Caller;
  /** Why API Gateway answered by itself. */
  readonly error?: GatewayError;
}

/**
 * Serves a request to a REST API.
 *
 * @param request its path begins after the id of the API: with the stage
 * @param signed the request with the whole path: that is what is signed
 */
export type ServeRestApi = (
  api: RestApi,
  request: HttpRequest,
  signed: HttpRequest,
) => Promise<HttpResponse>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html */
export function serveRestApis(cloud: Cloud & Dispatcher, signerOf: SignerOf): ServeRestApi {
  const serving = { authorizers: new Authorizers(cloud), signerOf, cloud };
  return (...request) => handleRequest(serving, ...request);
}

async function handleRequest(
  serving: Serving,
  api: RestApi,
  request: HttpRequest,
  signed: HttpRequest,
): Promise<HttpResponse> {
  const { cloud } = serving;
  const routed = routedRequest(cloud, api, request);
  if (routed === undefined) return new GatewayError('FORBIDDEN', UNKNOWN_STAGE).response;
  const { response, caller, error } = await serve(serving, routed, signed);
  const { receivedAt, stage } = routed;
  const latency = Math.trunc(cloud.clock.now() - receivedAt);
  const { status, body = '' } = response;
  const length = Buffer.byteLength(body as string | Uint8Array);
  stage.accessLog?.write({
    ...flat(contextOf(cloud, routed, caller)),
    ...{ status, responseLatency: latency, responseLength: length },
    ...(error && {
      'error.message': error.said,
      'error.messageString': JSON.stringify(error.said),
    }),
    ...(error && { 'integration.error': error.message, integrationErrorMessage: error.message }),
  });
  const { stageName } = stage.description;
  recordAnswer(cloud, { apiName: api.description.name ?? '', stageName, status, latency });
  const ids = { 'x-amzn-requestid': routed.requestId, 'x-amz-apigw-id': routed.extendedRequestId };
  return { ...response, headers: { ...response.headers, ...ids } };
}

/**
 * Headers that an integration may not set, by the names that they have then.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const REMAPPED =
  /^(?:authorization|content-md5|date|expect|host|max-forwards|server|user-agent|www-authenticate)$/;

function remapped(headers: HttpResponse['headers'] = {}): HttpResponse['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      REMAPPED.test(name) ? `x-amzn-remapped-${name}` : name,
      value,
    ]),
  );
}

/** With names of members within members as `identity.sourceIp`. */
function flat(tree: JsonObject): Record<string, Json> {
  const entries = Object.entries(tree).flatMap(([name, value]) =>
    isObject(value)
      ? Object.entries(value).map(([inner, text]) => [`${name}.${inner}`, text])
      : [[name, value]],
  );
  return Object.fromEntries(entries);
}

const UNKNOWN_STAGE =
  'The API has no such stage: its address goes on with the name of one, as in /dev/orders.';

/** Undefined: the API has no such stage. */
function routedRequest(
  cloud: Cloud,
  api: RestApi,
  request: HttpRequest,
): RoutedRequest | undefined {
  const [, stageName = '', path = ''] = /^\/([^/]*)(.*)$/s.exec(request.path) ?? [];
  const stage = api.stages.get(stageName);
  if (stage === undefined) return undefined;
  const deployment = api.deployments.get(stage.description.deploymentId)!;
  const route = routeOf(deployment.methods, request.method, path || '/');
  return {
    ...received(cloud, request),
    ...{ request, api, stage, deployment, path: path || '/' },
    deployed: route?.deployed,
    pathParameters: route?.pathParameters ?? {},
    requestId: cloud.random.uuid(),
    extendedRequestId: Buffer.from(cloud.random.bytes(11)).toString('base64'),
    receivedAt: cloud.clock.now(),
  };
}

async function serve(
  serving: Serving,
  routed: RoutedRequest,
  signed: HttpRequest,
): Promise<Served> {
  const { cloud } = serving;
  let caller: Caller = {};
  try {
    admit(routed);
    const { timeoutInMillis = LONGEST_TIMEOUT } = routed.deployed!.method.methodIntegration!;
    const who = callerOf(serving, routed, signed);
    const silent = `The authorizer did not answer within ${LONGEST_TIMEOUT} ms.`;
    const failed = new GatewayError('AUTHORIZER_CONFIGURATION_ERROR', silent);
    caller = await inTime(cloud, LONGEST_TIMEOUT, who, failed);
    const late = `The integration did not answer within ${timeoutInMillis} ms.`;
    const answer = integrate(cloud, routed, caller);
    const timedOut = new GatewayError('INTEGRATION_TIMEOUT', late);
    const response = await inTime(cloud, timeoutInMillis, answer, timedOut);
    return { response: { ...response, headers: remapped(response.headers) }, caller };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return { response: error.response, caller, error };
  }
}

/** @throws GatewayError for a request that no method takes, or that comes too soon */
function admit({ deployed, stage }: RoutedRequest): void {
  if (deployed === undefined) throw new GatewayError('MISSING_AUTHENTICATION_TOKEN', NO_METHOD);
  const { path, method } = deployed;
  const limit =
    stage.limits.find(({ key }) => key === `${path}/${method.httpMethod}`) ??
    stage.limits.find(({ key }) => key === '*/*');
  if (limit?.throttle.admits(`${path}/${method.httpMethod}`) === false) {
    throw new GatewayError('THROTTLED');
  }
}

const NO_METHOD =
  'No method of the API takes this request, which REST APIs answer in these words: look at its path and its method.';

/** In milliseconds, of integrations and of functions that authorize. */
const LONGEST_TIMEOUT = 29_000;

/**
 * What work comes to, if it does in time.
 *
 * @param late what is thrown where it does not
 */
async function inTime<Result>(
  cloud: Cloud,
  milliseconds: number,
  work: Promise<Result>,
  late: GatewayError,
): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timeout = cloud.clock.after(milliseconds, () => reject(late), {
    what: () => 'Timeout of a request to a REST API',
  });
  try {
    return await Promise.race([work, promise]);
  } finally {
    timeout.cancel();
  }
}
