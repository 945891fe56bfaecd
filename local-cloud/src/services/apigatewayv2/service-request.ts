import type { Cloud, Principal } from '../../core/service.ts';
import type { Dispatcher, HttpResponse } from '../../gateway/dispatcher.ts';
import { mapped } from '../apis/parameters.ts';
import { assumed } from '../apis/role.ts';
import { callService } from '../apis/service-call.ts';
import { eventOf, type RoutedRequest } from '../http-event.ts';
import type { HttpIntegration } from './api.ts';
import { subtypeCall } from './service-integration.ts';

/**
 * What a service answers to a route that calls it by itself.
 *
 * @param gateway who assumes the integration's role
 * @throws AwsError for a role that does not let API Gateway in
 */
export async function serviceAnswer(
  cloud: Cloud & Dispatcher,
  { description }: HttpIntegration,
  gateway: Principal,
  routed: RoutedRequest,
): Promise<HttpResponse> {
  const { IntegrationSubtype = '', CredentialsArn = '', RequestParameters = {} } = description;
  const parameters: Record<string, string> = {};
  for (const [name, written] of Object.entries(RequestParameters)) {
    const value = parameterOf(cloud, written, routed);
    if (value !== undefined) parameters[name] = value;
  }
  const principal = await assumed(cloud, gateway, CredentialsArn);
  const { target, body } = subtypeCall(IntegrationSubtype, parameters);
  const asked = { method: 'POST', headers: {}, query: [], path: {}, body };
  const answer = await callService(cloud, principal, target, asked, routed);
  const { 'content-type': type = 'application/json' } = answer.headers;
  return { status: answer.status, headers: { 'content-type': type }, body: answer.body };
}

/** `$request.body.id` and the like, alone or as `${request.body.id}` within a text. */
const SELECTION = /^\$(request|context|stageVariables)\./;
const WITHIN = /\$\{((?:request|context|stageVariables)\.[^}]+)\}/g;

/**
 * What a parameter stands for; undefined: the request has nothing of that name.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
function parameterOf(cloud: Cloud, written: string, routed: RoutedRequest): string | undefined {
  if (SELECTION.test(written)) return selected(cloud, written.slice(1), routed);
  return written.replace(WITHIN, (_all, name: string) => selected(cloud, name, routed) ?? '');
}

function selected(cloud: Cloud, name: string, routed: RoutedRequest): string | undefined {
  const { request, pathParameters, stageVariables = {} } = routed;
  const query = new URLSearchParams(request.query);
  const listed = (value: string | undefined | null) => (value == null ? undefined : [value]);
  const values = mapped(name.replace(/^request\./, 'method.request.'), {
    named: {
      header: (header) => listed(request.headers[header.toLowerCase()]),
      querystring: (parameter) => listed(query.getAll(parameter).join(',') || query.get(parameter)),
      path: (parameter) =>
        listed(Object.hasOwn(pathParameters, parameter) ? pathParameters[parameter] : undefined),
    },
    body: Buffer.from(request.body).toString('utf8'),
    context: eventOf(cloud, routed).requestContext as never,
    stageVariables,
  });
  return values?.[0];
}
