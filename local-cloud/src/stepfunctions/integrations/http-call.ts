import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { StatesError } from '../errors.ts';
import type { ServiceResource } from '../language/resource.ts';
import { unsupportedHeaders } from '../language/unsupported-headers.ts';
import { parseJson } from '../parse-json.ts';
import type { TaskFailure } from '../ports.ts';
import type { Attempt, IntegrationPorts } from './attempt.ts';
import type { HttpRequest, HttpResponse } from './aws-calls.ts';
import { unusable } from './members.ts';

/** An integration that sends an HTTP request instead of calling an SDK. */
export interface HttpIntegration {
  /** Throws States.Runtime for parameters that cannot be sent. */
  request(parameters: Json): HttpRequest;
  /** Throws `HttpStatusError` for an answer that fails the task. */
  respond(response: HttpResponse): Json;
  failure(error: unknown): TaskFailure;
}

/** A Task that sends an HTTP request. */
export async function runHttpTask(
  ports: IntegrationPorts,
  attempt: Attempt,
  integration: HttpIntegration,
  { pattern }: ServiceResource,
): Promise<void> {
  const waits = pattern === 'waitForTaskToken';
  const request = integration.request(attempt.request.parameters);
  attempt.started();
  try {
    const result = integration.respond(await ports.http.send(attempt.request, request));
    if (waits) attempt.submitted(result);
    else attempt.succeeded(result);
  } catch (error) {
    attempt.failed({ ...integration.failure(error), ...(waits && { phase: 'submit' }) });
  }
}

/** An answer whose status is no success. */
export class HttpStatusError extends Error {
  readonly response: HttpResponse;

  constructor(response: HttpResponse) {
    super(`${response.status} ${response.statusText}`);
    this.name = 'HttpStatusError';
    this.response = response;
  }
}

/** The parameters as an object with the required texts and no other fields than those. */
export function checkFields(
  parameters: Json,
  fields: { readonly required: readonly string[]; readonly optional: readonly string[] },
): JsonObject {
  const given = isObject(parameters) ? parameters : {};
  const problems = [
    ...fields.required
      .filter((field) => given[field] === undefined)
      .map((field) => `The field '${field}' is required but was missing`),
    ...fields.required
      .filter((field) => given[field] !== undefined && typeof given[field] !== 'string')
      .map((field) => `The value of the field '${field}' has an invalid format`),
    ...Object.keys(given)
      .filter((field) => ![...fields.required, ...fields.optional].includes(field))
      .map((field) => `The field "${field}" is not supported by Step Functions`),
  ];
  if (problems.length > 0) throw unusable(parameters, problems);
  return given;
}

/** Header and query values: a text, or a list of texts. */
export function readPairs(parameters: JsonObject, field: string): [string, string][] {
  const value = parameters[field];
  if (value === undefined || value === null) return [];
  if (!isObject(value)) throw invalidFormat(parameters, field);
  return Object.entries(value).flatMap(([name, items]) =>
    (Array.isArray(items) ? items : [items])
      .filter((item) => item !== null)
      .map((item): [string, string] => [name, textOf(item)]),
  );
}

/**
 * `Headers`, repeated ones joined by commas. Throws States.Runtime for those that Step Functions does
 * not send.
 *
 * @param action the integration, such as `http:invoke`
 */
export function readHeaders(parameters: JsonObject, action: string): Record<string, string> {
  const { Headers } = parameters;
  const pairs = readPairs(parameters, 'Headers');
  const unsupported = unsupportedHeaders(action, isObject(Headers) ? Object.keys(Headers) : []);
  if (unsupported.length > 0) {
    throw unusable(parameters, [
      `The 'Headers' field contains unsupported values: [${unsupported.join(', ')}]`,
    ]);
  }
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries([...values].map(([name, all]) => [name, all.join()]));
}

export function invalidFormat(parameters: JsonObject, field: string): StatesError {
  return unusable(parameters, [`The value of the field '${field}' has an invalid format`]);
}

export function hasHeader(headers: Readonly<Record<string, string>>, name: string): boolean {
  return Object.keys(headers).some((header) => header.toLowerCase() === name);
}

export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * The result of both integrations, recorded for `apigateway:invoke`. Throws HttpStatusError where
 * the status is no success.
 */
export function httpResult(response: HttpResponse): Json {
  if (response.status < 200 || response.status > 299) throw new HttpStatusError(response);
  const headers = Object.entries(response.headers).map(([name, values]) => [name, [...values]]);
  return {
    Headers: Object.fromEntries(headers) as JsonObject,
    ResponseBody: readBody(response),
    StatusCode: response.status,
    StatusText: response.statusText,
  };
}

/** JSON is parsed, whatever else is text; no body is an empty object (recorded). */
function readBody(response: HttpResponse): Json {
  if (response.body === '') return {};
  try {
    return parseJson(response.body);
  } catch {
    return response.body;
  }
}
