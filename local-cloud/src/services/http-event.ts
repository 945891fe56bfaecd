import type { JsonObject } from '../core/json.ts';
import type { Cloud } from '../core/service.ts';
import type { HttpRequest } from '../gateway/dispatcher.ts';

/** A request as far as what serves it has understood it: an HTTP API, or the URL of a function. */
export interface RoutedRequest {
  readonly request: HttpRequest;
  /** The account that is told: of a function URL without authentication it is `anonymous`. */
  readonly accountId: string;
  readonly apiId: string;
  readonly domainName: string;
  readonly stage: string;
  /** Decoded; with the stage, where it is named in the URL. */
  readonly rawPath: string;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables?: Readonly<Record<string, string>> | undefined;
  /** Who calls, where the URL of a function asks for a signature. */
  readonly authorizer?: JsonObject;
  readonly requestId: string;
  /** Cloud time in milliseconds. */
  readonly receivedAt: number;
}

/**
 * The event of payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function eventOf(cloud: Cloud, routed: RoutedRequest): JsonObject {
  const { request, stageVariables, pathParameters } = routed;
  const { cookie, ...headers } = request.headers;
  const cookies = cookie?.split(';').map((text) => text.trim());
  const query = queryParameters(request.query);
  return {
    version: '2.0',
    routeKey: routed.routeKey,
    rawPath: routed.rawPath,
    rawQueryString: request.query,
    ...(cookies && { cookies }),
    headers: { ...forwarded(cloud, routed), ...withoutHopByHop(headers) },
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: requestContext(routed),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters: { ...pathParameters } }),
    ...(stageVariables &&
      Object.keys(stageVariables).length > 0 && { stageVariables: { ...stageVariables } }),
    ...bodyOf(request),
  };
}

function requestContext(routed: RoutedRequest): JsonObject {
  const { request, accountId, apiId, domainName, requestId, receivedAt, authorizer } = routed;
  return {
    accountId,
    apiId,
    ...(authorizer && { authorizer }),
    domainName,
    domainPrefix: apiId,
    http: {
      method: request.method,
      path: routed.rawPath,
      protocol: request.protocol,
      sourceIp: request.remoteAddress,
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId,
    routeKey: routed.routeKey,
    stage: routed.stage,
    time: logTime(receivedAt),
    timeEpoch: Math.trunc(receivedAt),
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2020:19:03:58 +0000`, the time format of web server logs. */
export function logTime(time: number): string {
  const [, year, month, day, clock] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(
    new Date(time).toISOString(),
  )!;
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${clock} +0000`;
}

function forwarded(cloud: Cloud, { request }: RoutedRequest): Record<string, string> {
  const { port, protocol } = new URL(cloud.endpoint);
  return {
    'x-forwarded-for': request.remoteAddress,
    'x-forwarded-port': port,
    'x-forwarded-proto': protocol.replace(':', ''),
  };
}

const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'http2-settings'];

function withoutHopByHop(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name) && !name.startsWith(':')),
  );
}

/** Decoded; values of a repeated name are joined by commas. */
function queryParameters(query: string): Record<string, string> {
  const given = Object.groupBy(new URLSearchParams(query), ([name]) => name);
  return Object.fromEntries(
    Object.entries(given).map(([name, all]) => [name, all!.map(([, value]) => value).join(',')]),
  );
}

/** Text stays text; every other content type is base64, forms included. */
const TEXT =
  /^(?:text\/|application\/(?:json|javascript|xml)\b|application\/[\w.-]+\+(?:json|xml)\b)/i;

/** The body as events of HTTP APIs and of function URLs have it; without one it is not there. */
export function bodyOf({ body, headers }: HttpRequest): JsonObject {
  if (body.length === 0) return { isBase64Encoded: false };
  const isText = TEXT.test(headers['content-type'] ?? '') && !headers['content-encoding'];
  return {
    body: Buffer.from(body).toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  };
}

/** As it is where it is not percent-encoded text. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path) || '/';
  } catch {
    return path;
  }
}
