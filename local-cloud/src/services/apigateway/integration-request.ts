import type { Integration } from '@aws-sdk/client-api-gateway';
import type { JsonObject } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { mapped, type Sources } from '../apis/parameters.ts';
import { headerOf, lastOf } from '../apis/received.ts';
import { handled, isBinary, mediaType } from './content.ts';
import { GatewayError } from './gateway-error.ts';
import {
  type Mapped,
  MappingError,
  type MappingInput,
  renderTemplate,
} from './mapping-template/render.ts';
import { type Caller, contextOf, type RoutedRequest } from './routed.ts';

/** What an integration is sent. */
export interface IntegrationRequest {
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly path: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** What the template set, which the one of the answer sees. */
  readonly overrides: Mapped['overrides'];
}

const NO_OVERRIDES: Mapped['overrides'] = {
  request: { header: {}, querystring: {}, path: {} },
  response: { header: {} },
};

/**
 * What the method's request is for its integration: parameters as they are mapped, and the body as the
 * template of its media type makes it, or as it came.
 *
 * @throws GatewayError 415 for a media type without a template, where `passthroughBehavior` says so; 500
 * for a template that cannot be rendered
 */
export function integrationRequest(
  integration: Integration,
  routed: RoutedRequest,
  context: JsonObject,
): IntegrationRequest {
  const contentType = routed.request.headers['content-type'];
  const binary = isBinary(contentType, routed.deployment.binaryMediaTypes);
  const payload = handled(routed.request.body, binary, integration.contentHandling);
  const body = typeof payload === 'string' ? payload : '';
  const sources: Sources = {
    named: {
      header: (name) => headerOf(routed, name),
      querystring: (name) => (Object.hasOwn(routed.query, name) ? routed.query[name] : undefined),
      path: (name) =>
        Object.hasOwn(routed.pathParameters, name) ? [routed.pathParameters[name]!] : undefined,
    },
    body,
    context,
    stageVariables: routed.stage.description.variables ?? {},
  };
  const headers: Record<string, string> = {};
  const query: [string, string][] = [];
  const path: Record<string, string> = {};
  for (const [target, expression] of Object.entries(integration.requestParameters ?? {})) {
    const [, place, name = ''] = /^integration\.request\.(\w+)\.(.+)$/.exec(target) ?? [];
    for (const value of mapped(expression, sources) ?? []) {
      if (place === 'header') headers[name.toLowerCase()] = value;
      if (place === 'querystring') query.push([name, value]);
      if (place === 'path') path[name] = value;
    }
  }
  const template = templateFor(integration, mediaType(contentType));
  // What is handed on as bytes is no matter for templates.
  if (template === undefined || typeof payload !== 'string') {
    return { headers, query, path, body: payload, overrides: NO_OVERRIDES };
  }
  const { text, overrides } = rendered(template, mappingInput(routed, context, body));
  return {
    headers: { ...headers, ...lowerCased(overrides.request.header) },
    query: [...query, ...Object.entries(overrides.request.querystring)],
    path: { ...path, ...overrides.request.path },
    body: text,
    overrides,
  };
}

/** What mapping templates see of a request, and of a payload. */
export function mappingInput(
  routed: RoutedRequest,
  context: JsonObject,
  body: string,
): MappingInput {
  return {
    body,
    params: {
      path: routed.pathParameters,
      querystring: lastOf(routed.query),
      header: lastOf(routed.headers),
    },
    context,
    stageVariables: routed.stage.description.variables ?? {},
  };
}

/** `$context` of mapping templates, in which nothing is an empty text. */
export function templateContext(cloud: Cloud, routed: RoutedRequest, caller: Caller): JsonObject {
  const { identity, ...context } = contextOf(cloud, routed, caller);
  const texts = Object.entries(identity as JsonObject).map(([name, value]) => [name, value ?? '']);
  return { ...context, identity: Object.fromEntries(texts) };
}

/** Renders a template. @throws GatewayError 500 */
export function rendered(template: string, input: MappingInput) {
  try {
    return renderTemplate(template, input);
  } catch (error) {
    if (!(error instanceof MappingError)) throw error;
    throw new GatewayError('API_CONFIGURATION_ERROR', error.message);
  }
}

function templateFor(
  { requestTemplates = {}, passthroughBehavior = 'WHEN_NO_MATCH' }: Integration,
  type: string,
): string | undefined {
  if (Object.hasOwn(requestTemplates, type)) return requestTemplates[type];
  const isRefused =
    passthroughBehavior === 'NEVER' ||
    (passthroughBehavior === 'WHEN_NO_TEMPLATES' && Object.keys(requestTemplates).length > 0);
  if (!isRefused) return undefined;
  throw new GatewayError(
    'UNSUPPORTED_MEDIA_TYPE',
    `The integration has no mapping template for ${type}, and its passthroughBehavior is ${passthroughBehavior}.`,
  );
}

/** Headers by their names in lower case. */
export function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
