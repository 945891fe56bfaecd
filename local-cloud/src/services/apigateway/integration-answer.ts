import type { Integration, IntegrationResponse } from '@aws-sdk/client-api-gateway';
import { BoundedRegex, RegexTimeout } from '../../core/bounded-regex.ts';
import { isHeaderName, isHeaderValue } from '../../core/header-text.ts';
import type { JsonObject } from '../../core/json.ts';
import type { HttpResponse } from '../../gateway/dispatcher.ts';
import { mapped } from '../apis/parameters.ts';
import { handled, isBinary, mediaType } from './content.ts';
import { GatewayError } from './gateway-error.ts';
import { lowerCased, mappingInput, rendered } from './integration-request.ts';
import type { RoutedRequest } from './routed.ts';

/** What an integration answered. */
export interface IntegrationAnswer {
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** What selection patterns are held against: a status, or the message of a function's error. */
  readonly told: string | undefined;
}

/**
 * The method's response to what its integration answered: the first whose pattern fits, or the one
 * without a pattern.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
 *
 * @throws GatewayError 500 where there is none, or its template cannot be rendered
 */
export function methodResponse(
  integration: Integration,
  answer: IntegrationAnswer,
  routed: RoutedRequest,
  context: JsonObject,
): HttpResponse {
  const response = responseTo(answer.told, Object.values(integration.integrationResponses ?? {}));
  const { responseParameters = {}, responseTemplates = {}, contentHandling } = response;
  const { binaryMediaTypes } = routed.deployment;
  const { accept } = routed.request.headers;
  const binary = [answer.headers['content-type'], accept?.split(',')[0]].some(
    (one) => one !== undefined && isBinary(one, binaryMediaTypes),
  );
  const payload = handled(answer.body, binary, contentHandling);
  const body = typeof payload === 'string' ? payload : '';
  const stageVariables = routed.stage.description.variables ?? {};
  const named = { header: (name: string) => listed(answer.headers[name.toLowerCase()]) };
  const headers: Record<string, string> = {};
  for (const [target, expression] of Object.entries(responseParameters)) {
    const name = target.replace(/^method\.response\.header\./, '').toLowerCase();
    const values = mapped(expression, { named, body, context, stageVariables });
    if (values !== undefined) headers[name] = values.join(',');
  }
  const type = templateType(accept, Object.keys(responseTemplates));
  const template = type === undefined ? undefined : responseTemplates[type];
  const made =
    template && typeof payload === 'string'
      ? rendered(template, mappingInput(routed, context, body))
      : { text: payload, overrides: undefined };
  const { status = Number(response.statusCode), header = {} } = made.overrides?.response ?? {};
  const all = { 'content-type': type ?? 'application/json', ...headers, ...lowerCased(header) };
  return { status, headers: checked(all), body: made.text };
}

function listed(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}

function responseTo(
  told: string | undefined,
  responses: readonly IntegrationResponse[],
): IntegrationResponse {
  const usual = responses.find(({ selectionPattern }) => !selectionPattern);
  const chosen =
    told === undefined
      ? usual
      : (responses.find(({ selectionPattern }) => fits(selectionPattern, told)) ?? usual);
  if (chosen !== undefined) return chosen;
  throw new GatewayError(
    'API_CONFIGURATION_ERROR',
    `No integration response of the method is for ${told ?? 'a success'}, and none is without a selectionPattern.`,
  );
}

/** The whole text must match. */
function fits(pattern: string | undefined, told: string): boolean {
  if (!pattern) return false;
  try {
    return new BoundedRegex(`^(?:${pattern})$`, 's').exec(told) !== null;
  } catch (error) {
    if (error instanceof RegexTimeout || error instanceof SyntaxError) return false;
    throw error;
  }
}

/** The template that the client accepts, or else the one for JSON, or the first. */
function templateType(accept: string | undefined, types: readonly string[]): string | undefined {
  const accepted = (accept ?? '').split(',').map((one) => mediaType(one));
  return [...accepted, 'application/json'].find((one) => types.includes(one)) ?? types[0];
}

/** @throws GatewayError for a header that cannot be sent */
function checked(headers: Record<string, string>): Record<string, string> {
  const wrong = Object.entries(headers).find(
    ([name, value]) => !isHeaderName(name) || !isHeaderValue(value),
  );
  if (wrong === undefined) return headers;
  throw new GatewayError(
    'API_CONFIGURATION_ERROR',
    `The header ${JSON.stringify(wrong[0])} cannot be sent: ${JSON.stringify(wrong[1])}`,
  );
}
