import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { TaskFailure } from '../ports.ts';
import type { HttpRequest } from './aws-calls.ts';
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
import { unusable } from './members.ts';

/**
 * `http:invoke`: any HTTPS API, with the credentials of an EventBridge connection.
 * https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
 */
export const httpInvoke: HttpIntegration = {
  request(parameters) {
    const given = checkFields(parameters, {
      required: ['ApiEndpoint', 'Method'],
      optional: [
        'Authentication',
        'Headers',
        'InvocationConfig',
        'QueryParameters',
        'RequestBody',
        'Transform',
      ],
    });
    const connectionArn = connection(given);
    const encoded = isUrlEncoded(given);
    const headers = readHeaders(given, 'http:invoke');
    const body = given.RequestBody === undefined ? undefined : write(given.RequestBody, encoded);
    if (body !== undefined && !hasHeader(headers, 'content-type')) {
      headers['Content-Type'] = encoded ? 'application/x-www-form-urlencoded' : 'application/json';
    }
    return {
      integration: 'http',
      method: String(given.Method),
      url: address(given),
      headers: { ...headers, ...ownHeaders(headers, connectionArn) },
      connectionArn,
      ...(body !== undefined && { body }),
    };
  },

  respond: httpResult,

  failure(error): TaskFailure {
    if (error instanceof HttpStatusError) {
      const { status, body } = error.response;
      return { error: `States.Http.StatusCode.${status}`, cause: body };
    }
    const cause = error instanceof Error ? error.message : String(error);
    return { error: 'States.Http.Socket', cause };
  },
};

/** `InvocationConfig` is what the documentation calls `Authentication` as well. */
function connection(given: JsonObject): string {
  const name = given.Authentication === undefined ? 'InvocationConfig' : 'Authentication';
  const settings = given[name];
  const arn = isObject(settings) ? settings.ConnectionArn : undefined;
  if (typeof arn === 'string') return arn;
  throw unusable(given, [`The field '${name}.ConnectionArn' is required but was missing`]);
}

/** What Step Functions sends of its own with every HTTP Task. */
function ownHeaders(
  given: Readonly<Record<string, string>>,
  connectionArn: string,
): Record<string, string> {
  const region = connectionArn.split(':')[3] ?? '';
  return {
    ...(!hasHeader(given, 'range') && { Range: 'bytes=0-262144' }),
    ...(!hasHeader(given, 'user-agent') && {
      'User-Agent': `Amazon|StepFunctions|HttpInvoke|${region}`,
    }),
  };
}

function address(given: JsonObject): HttpRequest['url'] {
  const text = String(given.ApiEndpoint);
  if (!URL.canParse(text)) throw invalidFormat(given, 'ApiEndpoint');
  const url = new URL(text);
  for (const [name, value] of readPairs(given, 'QueryParameters')) {
    url.searchParams.append(name, value);
  }
  return url.href;
}

/** `Transform: { RequestBodyEncoding: 'URL_ENCODED' }`: the body is sent as a form. */
function isUrlEncoded(given: JsonObject): boolean {
  const { Transform } = given;
  return isObject(Transform) && Transform.RequestBodyEncoding === 'URL_ENCODED';
}

function write(body: Json, encoded: boolean): string {
  if (!encoded || !isObject(body)) return textOf(body);
  return new URLSearchParams(readPairs({ body }, 'body')).toString();
}
