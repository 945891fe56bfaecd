import type { Integration, IntegrationResponse } from '@aws-sdk/client-api-gateway';
import { RegexTimeout } from '../../core/bounded-regex.ts';
import { isHeaderName, isHeaderValue } from '../../core/header-text.ts';
import { type JsonObject, memberOf } from '../../core/json.ts';
import type { HttpResponse } from '../../gateway/dispatcher.ts';
import { mapped } from '../apis/parameters.ts';
import { OF_THE_CONNECTION } from '../http-answer.ts';
import { handled, isBinary, mediaType } from './content.ts';
import { GatewayError } from './gateway-error.ts';
import { lowerCased, mappingInput, rendered } from './integration-request.ts';
import { wholly } from './java-pattern.ts';
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
  const { responseTemplates = {}, contentHandling } = response;
  const { accept } = routed.request.headers;
  const binary = [answer.headers['content-type'], accept?.split(',')[0]].some(
    (one) => one !== undefined && isBinary(one, routed.deployment.binaryMediaTypes),
  );
  const payload = handled(answer.body, binary, contentHandling);
  const body = typeof payload === 'string' ? payload : '';
  const type = templateType(accept, Object.keys(responseTemplates));
  const template = type === undefined ? undefined : responseTemplates[type];
  const made =
    template && typeof payload === 'string'
      ? rendered(template, mappingInput(routed, context, body))
      : { text: payload, overrides: undefined };
  const { status = Number(response.statusCode), header = {} } = made.overrides?.response ?? {};
  const headers = {
    'content-type': type ?? 'application/json',
    ...mappedHeaders(response, answer, { body, context, stage: routed.stage }),
    ...lowerCased(header),
  };
  return { status: finalStatus(status), headers: checked(headers), body: made.text };
}

/** What the headers of a response are mapped from. */
function mappedHeaders(
  { responseParameters = {} }: IntegrationResponse,
  answer: IntegrationAnswer,
  { body, context, stage }: { body: string; context: JsonObject; stage: RoutedRequest['stage'] },
): Record<string, string> {
  const sources = {
    named: { header: (name: string) => listed(memberOf(answer.headers, name.toLowerCase())) },
    stageVariables: stage.description.variables ?? {},
    ...{ body, context },
  };
  const headers: Record<string, string> = {};
  for (const [target, expression] of Object.entries(responseParameters)) {
    const name = target.replace(/^method\.response\.header\./, '').toLowerCase();
    const values = mapped(expression, sources);
    if (values !== undefined) headers[name] = values.join(',');
  }
  return headers;
}

function listed(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}

/** @throws GatewayError for one after which another comes, or none */
function finalStatus(status: number): number {
  if (status >= 200) return status;
  throw new GatewayError('API_CONFIGURATION_ERROR', `The status ${status} is no answer's.`);
}

function responseTo(
  told: string | undefined,
  responses: readonly IntegrationResponse[],
): IntegrationResponse {
  const usual = responses.find(({ selectionPattern }) => !selectionPattern);
  const chosen = told === undefined ? usual : (fitting(told, responses) ?? usual);
  if (chosen !== undefined) return chosen;
  throw new GatewayError(
    'API_CONFIGURATION_ERROR',
    `No integration response of the method is for ${told ?? 'a success'}, and none is without a selectionPattern.`,
  );
}

/** What all patterns of a method may take for one answer, in milliseconds. */
const MOST_MATCHING = 250;

/**
 * The first whose whole pattern fits.
 *
 * @throws GatewayError where that takes too long
 */
function fitting(
  told: string,
  responses: readonly IntegrationResponse[],
): IntegrationResponse | undefined {
  const start = performance.now();
  for (const response of responses) {
    const left = Math.ceil(MOST_MATCHING - (performance.now() - start));
    try {
      if (left <= 0) throw new RegexTimeout();
      if (response.selectionPattern && wholly(response.selectionPattern, left).exec(told)) {
        return response;
      }
    } catch (error) {
      if (!(error instanceof RegexTimeout)) throw error;
      throw new GatewayError('API_CONFIGURATION_ERROR', 'The selection patterns take too long.');
    }
  }
  return undefined;
}

/** The template that the client accepts, or else the one for JSON, or the first. */
function templateType(accept: string | undefined, types: readonly string[]): string | undefined {
  const accepted = (accept ?? '').split(',').map((one) => mediaType(one));
  return [...accepted, 'application/json'].find((one) => types.includes(one)) ?? types[0];
}

/** Without what is between two who speak HTTP. Throws GatewayError for a header that cannot be sent. */
function checked(headers: Record<string, string>): Record<string, string> {
  for (const name of OF_THE_CONNECTION) delete headers[name];
  const wrong = Object.entries(headers).find(
    ([name, value]) => !isHeaderName(name) || !isHeaderValue(value),
  );
  if (wrong === undefined) return headers;
  throw new GatewayError(
    'API_CONFIGURATION_ERROR',
    `The header ${JSON.stringify(wrong[0])} cannot be sent: ${JSON.stringify(wrong[1])}`,
  );
}
