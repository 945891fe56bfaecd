import { isHeaderName, isHeaderValue } from '../../core/header-text.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { isNumber, readJson } from '../../core/json-number.ts';
import type { HttpResponse } from '../../gateway/dispatcher.ts';
import { OF_THE_CONNECTION } from '../http-answer.ts';
import { isBinary } from './content.ts';
import { GatewayError } from './gateway-error.ts';
import type { RoutedRequest } from './routed.ts';

type Headers = Record<string, string[]>;

/**
 * The response that a function's result stands for: `{ statusCode, headers, multiValueHeaders, body,
 * isBase64Encoded }`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 *
 * @throws GatewayError for any other result: 502
 */
export function proxyAnswer(payload: string, { request, deployment }: RoutedRequest): HttpResponse {
  const result = readJson(payload);
  if (!isObject(result)) throw malformed('it is no object');
  const { body = null, isBase64Encoded = false } = result;
  const status = statusOf(result.statusCode);
  if (body !== null && typeof body !== 'string') throw malformed('its body is no text');
  const headers = headersOf(result);
  headers['content-type'] ??= ['application/json'];
  const [accepted] = (request.headers.accept ?? '').split(',');
  const asBytes = [accepted, headers['content-type'][0]].some((type) =>
    isBinary(type, deployment.binaryMediaTypes),
  );
  return {
    status,
    headers,
    body: isBase64Encoded === true && asBytes ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}

function statusOf(statusCode: Json | undefined): number {
  const status = Number(statusCode);
  const isCode = isNumber(statusCode) || typeof statusCode === 'string';
  if (isCode && Number.isInteger(status) && status >= 200 && status <= 599) return status;
  throw malformed('its statusCode is none');
}

/** Those with lists of values go before those with one. */
function headersOf(result: JsonObject): Headers {
  const headers: Headers = {};
  for (const member of ['headers', 'multiValueHeaders']) {
    const given = result[member] ?? {};
    if (!isObject(given)) throw malformed(`its ${member} are no object`);
    for (const [name, value] of Object.entries(given)) {
      const values = [value].flat().map(textOf);
      if (!isHeaderName(name) || !values.every(isHeaderValue)) {
        throw malformed(`its header ${JSON.stringify(name)} cannot be sent`);
      }
      const lower = name.toLowerCase();
      if (!OF_THE_CONNECTION.has(lower)) headers[lower] = values;
    }
  }
  return headers;
}

function textOf(value: Json): string {
  if (value === null || (typeof value === 'object' && !isNumber(value))) {
    throw malformed('one of its headers is no text');
  }
  return String(value);
}

function malformed(why: string): GatewayError {
  return new GatewayError(
    'INTEGRATION_FAILURE',
    `Malformed Lambda proxy response: ${why}. A function answers a REST API with { statusCode, headers, body }.`,
  );
}
