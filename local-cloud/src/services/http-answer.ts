import { isHeaderName, isHeaderValue } from '../core/header-text.ts';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import { isNumber } from '../core/json-number.ts';
import type { HttpResponse } from '../gateway/dispatcher.ts';

/** What the function answered is no response; `message` is for the access log of an HTTP API. */
export class MalformedAnswer {
  readonly message: string;

  constructor(field: string) {
    this.message = `The response from the Lambda function doesn't match the format that API Gateway expects. Lambda body contains the wrong type for field "${field}"`;
  }
}

/** What is between two who speak HTTP with each other, and what a gateway says itself. */
export const OF_THE_CONNECTION = new Set([
  ...['connection', 'content-length', 'keep-alive', 'proxy-authenticate', 'proxy-authorization'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade'],
]);

/**
 * The response that a function's result stands for in payload format 2.0: with a `statusCode` it
 * is taken as it says, and anything else is the body of a 200.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response
 */
export function responseOf(result: Json): HttpResponse | MalformedAnswer {
  if (isObject(result) && result.statusCode !== undefined) return customised(result);
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: typeof result === 'string' ? result : JSON.stringify(result),
  };
}

function customised(result: JsonObject): HttpResponse | MalformedAnswer {
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = result;
  const status = Number(statusCode);
  const numeric = isNumber(statusCode) || typeof statusCode === 'string';
  if (!numeric || !Number.isInteger(status) || status < 200 || status > 599) {
    return new MalformedAnswer('statusCode');
  }
  if (body !== null && typeof body !== 'string') return new MalformedAnswer('body');
  if (headers !== null && !areHeaders(headers)) return new MalformedAnswer('headers');
  if (!Array.isArray(cookies) || !cookies.every(isCookie)) {
    return new MalformedAnswer('cookies');
  }
  return {
    status,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...lowerCased(headers ?? {}),
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: isBase64Encoded === true ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}

function isCookie(value: Json): value is string {
  return typeof value === 'string' && isHeaderValue(value);
}

function areHeaders(value: Json): value is Record<string, string | number | boolean> {
  return (
    isObject(value) &&
    Object.entries(value).every(
      ([name, member]) =>
        (typeof member !== 'object' || isNumber(member)) &&
        isHeaderName(name) &&
        isHeaderValue(String(member)),
    )
  );
}

function lowerCased(headers: Readonly<Record<string, string | number | boolean>>) {
  return Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
      .filter(([name]) => !OF_THE_CONNECTION.has(name)),
  );
}
