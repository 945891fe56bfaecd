import type { ConnectionParameters } from '../../core/connections.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { StatesError } from '../errors.ts';
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
import { ARRAY_FORMATS, type ArrayFormat, formOf } from './http-form.ts';
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
    const withConnection = (added: ConnectionParameters) => requestOf(given, added);
    return { ...requestOf(given, NOTHING), with: withConnection };
  },

  respond(response) {
    const result = httpResult(response);
    const [type = ''] = response.headers['content-type'] ?? [];
    if (!BINARY.test(type)) return result;
    throw new StatesError(
      'States.Runtime',
      `The HTTP Task cannot take a response whose content type is ${type}`,
    );
  },

  failure(error): TaskFailure {
    if (error instanceof HttpStatusError) {
      const { status, body } = error.response;
      return { error: `States.Http.StatusCode.${status}`, cause: body };
    }
    if (error instanceof StatesError) return { error: error.error!, cause: error.message };
    const cause = error instanceof Error ? error.message : String(error);
    return { error: 'States.Http.Socket', cause };
  },
};

const BINARY = /^(application\/octet-stream|(image|video|audio)\/)/i;
const NOTHING: ConnectionParameters = { headers: {}, query: {}, body: {} };

/** The values of the connection take the place of those that the state has by the same names. */
function requestOf(given: JsonObject, added: ConnectionParameters): HttpRequest {
  const connectionArn = connection(given);
  const form = formFormat(given);
  const content = contentOf(given, added.body);
  const body = content === undefined ? undefined : write(content, form);
  const headers = withoutNamed(readHeaders(given, 'http:invoke'), added.headers);
  Object.assign(headers, added.headers);
  if (body !== undefined && !hasHeader(headers, 'content-type')) {
    headers['Content-Type'] = form ? FORM : JSON_TEXT;
  }
  return {
    integration: 'http',
    method: String(given.Method),
    url: address(given, added.query),
    headers: { ...headers, ...ownHeaders(headers, connectionArn) },
    connectionArn,
    ...(body !== undefined && { body }),
  };
}

const FORM = 'application/x-www-form-urlencoded';
const JSON_TEXT = 'application/json; charset=UTF-8';

function withoutNamed(
  headers: Readonly<Record<string, string>>,
  names: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !hasHeader(names, name.toLowerCase())),
  );
}

function contentOf(given: JsonObject, added: JsonObject): Json | undefined {
  const { RequestBody: own } = given;
  if (Object.keys(added).length === 0) return own;
  if (own === undefined) return added;
  if (isObject(own)) return { ...own, ...added };
  throw unusable(given, [
    "The 'RequestBody' is no JSON object, and the connection has body parameters to add to it",
  ]);
}

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

function address(given: JsonObject, added: Readonly<Record<string, string>>): HttpRequest['url'] {
  const text = String(given.ApiEndpoint);
  if (!URL.canParse(text)) throw invalidFormat(given, 'ApiEndpoint');
  const url = new URL(text);
  for (const [name, value] of readPairs(given, 'QueryParameters')) {
    url.searchParams.append(name, value);
  }
  for (const [name, value] of Object.entries(added)) url.searchParams.set(name, value);
  return url.href;
}

/** How arrays are written where `Transform` asks for a form. Undefined: the body is sent as JSON. */
function formFormat(given: JsonObject): ArrayFormat | undefined {
  const { Transform = {} } = given;
  const { RequestBodyEncoding = 'NONE', RequestEncodingOptions = {} } = members(
    Transform,
    'RequestBodyEncoding',
    'RequestEncodingOptions',
  );
  const { ArrayFormat: arrays = 'INDICES' } = members(RequestEncodingOptions, 'ArrayFormat');
  const format = ARRAY_FORMATS.find((one) => one === arrays);
  const isKnown = RequestBodyEncoding === 'NONE' || RequestBodyEncoding === 'URL_ENCODED';
  if (!isKnown || format === undefined) throw invalidFormat(given, 'Transform');
  return RequestBodyEncoding === 'URL_ENCODED' ? format : undefined;

  function members(value: Json, ...names: readonly string[]): JsonObject {
    if (isObject(value) && Object.keys(value).every((name) => names.includes(name))) return value;
    throw invalidFormat(given, 'Transform');
  }
}

function write(body: Json, form: ArrayFormat | undefined): string {
  return form !== undefined && isObject(body) ? formOf(body, form) : textOf(body);
}
