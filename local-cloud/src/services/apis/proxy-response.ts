import { isHeaderName, isHeaderValue } from '../../core/header-text.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { isNumber, readJson } from '../../core/json-number.ts';
import { OF_THE_CONNECTION } from '../http-answer.ts';

type Headers = Record<string, string[]>;

/** What a function answered is no response of payload format 1.0: the message says why. */
export class MalformedResponse extends Error {}

export interface ProxyResponse {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Headers>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/**
 * The response that a function's result stands for in payload format 1.0, of REST and of HTTP APIs:
 * `{ statusCode, headers, multiValueHeaders, body, isBase64Encoded }`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 *
 * @throws MalformedResponse for any other result
 */
export function readProxyResponse(payload: string): ProxyResponse {
  const result = readJson(payload);
  if (!isObject(result)) throw malformed('it is no object');
  const { body = null, isBase64Encoded = false } = result;
  const status = statusOf(result.statusCode);
  if (body !== null && typeof body !== 'string') throw malformed('its body is no text');
  return {
    status,
    headers: headersOf(result),
    body: body ?? '',
    isBase64Encoded: isBase64Encoded === true,
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

function malformed(why: string): MalformedResponse {
  return new MalformedResponse(
    `Malformed Lambda proxy response: ${why}. A function answers with { statusCode, headers, body }.`,
  );
}
