import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { TaskFailure } from '../ports.ts';
import {
  checkFields,
  type HttpIntegration,
  HttpStatusError,
  hasHeader,
  httpResult,
  invalidFormat,
  readHeaders,
  readPairs,
  textOf,
} from './http-call.ts';

/**
 * `apigateway:invoke`: an API of API Gateway, by its endpoint, stage and path.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html
 */
export const apiGatewayInvoke: HttpIntegration = {
  request(parameters) {
    const given = checkFields(parameters, {
      required: ['ApiEndpoint', 'Method'],
      optional: [
        'AllowNullValues',
        'AuthType',
        'Headers',
        'Path',
        'QueryParameters',
        'RequestBody',
        'Stage',
      ],
    });
    if (!isLists(given.Headers)) throw invalidFormat(given, 'Headers');
    const headers = readHeaders(given, 'apigateway:invoke');
    const RequestBody = given.AllowNullValues ? given.RequestBody : withoutNulls(given.RequestBody);
    if (RequestBody !== undefined && !hasHeader(headers, 'content-type')) {
      headers['Content-Type'] = 'application/json';
    }
    return {
      integration: 'apigateway',
      method: String(given.Method),
      url: address(given),
      headers,
      authType: typeof given.AuthType === 'string' ? given.AuthType : 'NO_AUTH',
      ...(RequestBody !== undefined && { body: textOf(RequestBody) }),
    };
  },

  respond: httpResult,

  failure(error): TaskFailure {
    if (error instanceof HttpStatusError) {
      const { status, body } = error.response;
      return { error: `ApiGateway.${status}`, cause: body };
    }
    const cause = error instanceof Error ? error.message : String(error);
    return { error: 'ApiGateway.SdkClientException', cause };
  },
};

/** Each header has a list of values: one text alone was refused on AWS. */
function isLists(headers: Json | undefined): boolean {
  return !isObject(headers) || Object.values(headers).every(Array.isArray);
}

/** Documented: values that are null are not sent, unless AllowNullValues is true. */
function withoutNulls(value: Json | undefined): Json | undefined {
  if (value === null) return undefined;
  if (!isObject(value)) return value;
  const left = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(left.map(([name, item]) => [name, withoutNulls(item)!]));
}

/** `https://<ApiEndpoint>/<Stage>/<Path>?<QueryParameters>` */
function address(given: JsonObject): string {
  const parts = [given.Stage, given.Path]
    .filter((part) => typeof part === 'string' && part !== '')
    .map((part) => String(part).replace(/^\/+|\/+$/g, ''));
  const url = new URL(`https://${String(given.ApiEndpoint)}/${parts.join('/')}`);
  for (const [name, value] of readPairs(given, 'QueryParameters')) {
    url.searchParams.append(name, value);
  }
  return url.href;
}
