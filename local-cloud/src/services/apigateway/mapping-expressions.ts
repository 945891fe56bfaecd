import { badRequest } from '../apis/errors.ts';
import type { RestMethod } from './rest-api.ts';

/** What a method declares of its requests. */
const REQUEST_PARAMETER = /^method\.request\.(?:path|querystring|header)\.\S+$/;

/** What the request of an integration may be given, and from what. */
const REQUEST_TARGET = /^integration\.request\.(?:path|querystring|header)\.\S+$/;
const REQUEST_SOURCE =
  /^method\.request\.(?:(?:path|querystring|header|multivaluequerystring|multivalueheader)\.\S+|body(?:\.\S+)?)$/;

/** What an answer may be given, and from what. */
const RESPONSE_TARGET = /^method\.response\.header\.\S+$/;
const RESPONSE_SOURCE =
  /^integration\.response\.(?:(?:header|multivalueheader)\.\S+|body(?:\.\S+)?)$/;

/** What there is in both directions: `'a text'`, a variable of the request's context or of the stage. */
const COMMON_SOURCE = /^(?:'.*'|context\.\S+|stageVariables\.\w+)$/s;

/**
 * Checks what the request of an integration is given: it may name parameters that the method declares.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
 *
 * @throws BadRequestException
 */
export function checkRequestMapping(
  mapping: Readonly<Record<string, string>> = {},
  { requestParameters = {} }: RestMethod,
): void {
  const problems = Object.entries(mapping).flatMap(([target, source]) => {
    if (!REQUEST_TARGET.test(target)) return [parameter(target)];
    if (!REQUEST_SOURCE.test(source) && !COMMON_SOURCE.test(source)) return [expression(source)];
    const declared = source.replace(/^(method\.request\.)multivalue/, '$1');
    const isUnknown =
      REQUEST_PARAMETER.test(declared) && !Object.hasOwn(requestParameters, declared);
    return isUnknown ? [parameter(source)] : [];
  });
  refuse(problems);
}

/**
 * Checks what an answer is given: headers that the method's response declares.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
 *
 * @throws BadRequestException
 */
export function checkResponseMapping(
  mapping: Readonly<Record<string, string>> = {},
  { methodResponses = {} }: RestMethod,
  statusCode: string,
): void {
  if (Object.keys(mapping).length === 0) return;
  const response = methodResponses[statusCode];
  const problems = Object.entries(mapping).flatMap(([target, source]) => {
    if (!Object.hasOwn(response?.responseParameters ?? {}, target)) return [parameter(target)];
    const isKnown = RESPONSE_SOURCE.test(source) || COMMON_SOURCE.test(source);
    return isKnown ? [] : [expression(source)];
  });
  refuse(response === undefined ? ['No method response exists for method.'] : problems);
}

/** Checks what a method declares of its requests. Throws BadRequestException. */
export function checkRequestParameters(declared: Readonly<Record<string, boolean>> = {}): void {
  const all = Object.keys(declared);
  refuse(all.filter((name) => !REQUEST_PARAMETER.test(name)).map(parameter));
  const names = new Set(all.map((name) => name.replace(/^method\.request\.\w+\./, '')));
  if (names.size === all.length) return;
  throw badRequest('Parameter names must be unique across querystring, header and path');
}

/** Checks what a method declares of one of its responses. Throws BadRequestException. */
export function checkResponseParameters(declared: Readonly<Record<string, boolean>> = {}): void {
  refuse(
    Object.keys(declared)
      .filter((name) => !RESPONSE_TARGET.test(name))
      .map(parameter),
  );
}

/** Checks that templates are for media types. Throws BadRequestException. */
export function checkMediaTypes(templates: Readonly<Record<string, string>> = {}): void {
  const wrong = Object.keys(templates).filter((type) => !/^[^\s/]+\/[^\s/]/.test(type));
  if (wrong.length === 0) return;
  const errors = wrong.map((type) => `Invalid content type specified: ${type}`).join(', ');
  throw badRequest(`Validation Result: warnings : [], errors : [${errors}]`);
}

function parameter(name: string): string {
  return `Invalid mapping expression parameter specified: ${name}`;
}

function expression(source: string): string {
  return `Invalid mapping expression specified: ${source}`;
}

function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const errors = problems.join(', ');
  throw badRequest(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${errors}]`,
  );
}
