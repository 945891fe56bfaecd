import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { json } from '../../core/json-schemas.ts';
import { boolean } from '../resource-type.ts';
import { inLogicalId } from './api.ts';
import { INTEGRATION, methodAuth, operationName } from './api-method.ts';
import { IMPLICIT_API } from './implicit-api.ts';
import { given, type Made, read } from './made.ts';
import { type EventSource, type Started, starterRole } from './rule-events.ts';

const API_GATEWAY = 'apigateway.amazonaws.com';

const of = {
  Path: z.string(),
  Method: z.string(),
  RestApiId: json.optional(),
  Auth: methodAuth.default({}),
};

const parameterName = z
  .string()
  .regex(
    /^method\.request\.(?:querystring|path|header)\.\S+$/,
    'Invalid input: expected method.request.[querystring|path|header].<name>',
  );

const parameterSettings = z.strictObject({
  Required: boolean.default(false),
  Caching: boolean.refine((isCached) => !isCached).optional(),
});

/** What the method is handed; without a validator nothing asks whether it is there. */
const parameter = z.union(
  [
    parameterName.transform((name) => [{ name, required: false }]),
    z
      .record(parameterName, parameterSettings)
      .transform((all) =>
        Object.entries(all).map(([name, { Required: required }]) => ({ name, required })),
      ),
  ],
  'Invalid input: expected method.request.[querystring|path|header].<name>, or that with Required (Caching is not served)',
);

const functionEvent = z.strictObject({
  ...of,
  RequestParameters: z.array(parameter).optional(),
  TimeoutInMillis: json.optional(),
});

const machineEvent = z.strictObject({ ...of, UnescapeMappingTemplate: boolean.default(false) });

/** A method of a REST API that hands its requests to a function. */
export const addApiMethod: EventSource = (made, eventId, properties, started) => {
  const event = read(functionEvent, properties, eventId);
  const { id, stage } = apiOf(made, eventId, event.RestApiId);
  const parameters = event.RequestParameters?.flat().map(({ name, required }): JsonObject => {
    const [, , place = '', ...rest] = name.split('.');
    return {
      ...{ in: place === 'querystring' ? 'query' : place, name: rest.join('.') },
      ...{ required, type: 'string' },
    };
  });
  const operation = given({
    [INTEGRATION]: given({
      ...{ type: 'aws_proxy', httpMethod: 'POST', uri: invocation(started) },
      timeoutInMillis: event.TimeoutInMillis,
    }),
    responses: {},
    parameters,
  });
  made.addMethod(id, { ...methodOf(eventId, event), operation, isFunction: true });
  made.add(`${eventId}Permission${stage}`, 'AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction',
    FunctionName: started.name,
    Principal: API_GATEWAY,
    SourceArn: sourceArn(id, event),
  });
};

/** A method of a REST API that starts a state machine with its request's body. */
export const addApiStart: EventSource = (made, eventId, properties, started) => {
  const event = read(machineEvent, properties, eventId);
  const { id } = apiOf(made, eventId, event.RestApiId);
  const credentials = starterRole(made, eventId, started, API_GATEWAY);
  const template = event.UnescapeMappingTemplate ? unescaped(started) : escaped(started);
  const operation = {
    [INTEGRATION]: {
      type: 'aws',
      httpMethod: 'POST',
      uri: {
        'Fn::Sub': 'arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution',
      },
      responses: { '200': { statusCode: '200' }, '400': { statusCode: '400' } },
      credentials,
      requestTemplates: { 'application/json': { 'Fn::Sub': template } },
    },
    responses: { '200': { description: 'OK' }, '400': { description: 'Bad Request' } },
  };
  made.addMethod(id, { ...methodOf(eventId, event), operation, isFunction: false });
};

interface Event {
  readonly Path: string;
  readonly Method: string;
  readonly Auth: z.output<typeof methodAuth>;
}

function methodOf(eventId: string, { Path: path, Method, Auth: auth }: Event) {
  return { eventId, path, name: operationName(Method), auth };
}

/**
 * The API that an event names, and how its stage is called in logical ids.
 *
 * @throws UserError where it is not in the template
 */
function apiOf(made: Made, eventId: string, RestApiId: Json | undefined) {
  if (RestApiId === undefined) return { id: IMPLICIT_API, stage: 'Prod' };
  const id = isObject(RestApiId) ? RestApiId.Ref : RestApiId;
  const api = typeof id === 'string' ? made.written(id) : undefined;
  if (typeof id !== 'string' || api === undefined) {
    throw new UserError(`${eventId}: RestApiId must be the Ref of an API in this template`, {
      why: 'SAM writes the method into it.',
    });
  }
  const { StageName } = isObject(api.Properties) ? api.Properties : {};
  return { id, stage: typeof StageName === 'string' ? inLogicalId(StageName) : 'Stage' };
}

function sourceArn(apiId: string, { Path, Method }: Event): Json {
  const verb = /^any$/i.test(Method) ? '*' : Method.toUpperCase();
  const path = Path.replace(/(?<=.)\/$/, '').replace(/\{[^}]*\}/g, '*');
  const text = `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${verb}${path}`;
  return { 'Fn::Sub': [text, { __ApiId__: { Ref: apiId }, __Stage__: '*' }] };
}

function invocation(started: Started): Json {
  const arn = shorthand(started.arn);
  const uri = `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
  return { 'Fn::Sub': uri };
}

function escaped({ arn }: Started): string {
  return `{"input": "$util.escapeJavaScript($input.json('$'))", "stateMachineArn": "${shorthand(arn)}"}`;
}

/** A quote that is escaped is no JSON. */
function unescaped({ arn }: Started): string {
  const input = `$util.escapeJavaScript($input.json('$')).replaceAll("\\\\'","'")`;
  return `{"input": "${input}", "stateMachineArn": "${shorthand(arn)}"}`;
}

/** A reference to what is started, within the text of `Fn::Sub`. */
function shorthand(arn: Json): string {
  const { Ref, 'Fn::GetAtt': attribute } = arn as JsonObject;
  return `\${${Ref ?? [attribute].flat().join('.')}}`;
}
