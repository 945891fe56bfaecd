import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject, memberOf } from '../../core/json.ts';
import { json } from '../../core/json-schemas.ts';
import { boolean } from '../resource-type.ts';
import { type ApiMethod, INTEGRATION } from './api-method.ts';
import { given, listOf, type Made } from './made.ts';

const names = z.array(z.string()).default([]);

const authorizer = z.strictObject({
  FunctionArn: json,
  FunctionInvokeRole: json.optional(),
  FunctionPayloadType: z.enum(['TOKEN', 'REQUEST']).default('TOKEN'),
  Identity: z
    .strictObject({
      Header: z.string().optional(),
      ValidationExpression: json.optional(),
      ReauthorizeEvery: json.optional(),
      Headers: names,
      QueryStrings: names,
      StageVariables: names,
      Context: names,
    })
    .prefault({}),
  DisableFunctionDefaultPermissions: boolean.default(false),
});
type Authorizer = z.output<typeof authorizer>;

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html */
export const apiAuth = z.strictObject({
  DefaultAuthorizer: z.string().optional(),
  AddDefaultAuthorizerToCorsPreflight: boolean.default(true),
  Authorizers: z.record(z.string(), authorizer).default({}),
  InvokeRole: json.optional(),
});
export type ApiAuth = z.output<typeof apiAuth>;

/** Signatures, which need no authorizer of the template. */
const AWS_IAM = 'AWS_IAM';
/** Nobody is asked, whatever the default is. */
const NONE = 'NONE';

/** @throws UserError where the API has no such authorizer */
export function checkAuthorizers(
  auth: ApiAuth,
  apiId: string,
  methods: readonly ApiMethod[],
): void {
  const { Authorizers, DefaultAuthorizer } = auth;
  const known = [...Object.keys(Authorizers), AWS_IAM];
  const fix = `The API ${apiId} has ${known.join(', ')}: name one of them, or add it to Auth.Authorizers.`;
  if (DefaultAuthorizer !== undefined && !known.includes(DefaultAuthorizer)) {
    throw new UserError(`${apiId}: there is no authorizer ${DefaultAuthorizer}`, { fix });
  }
  for (const { eventId, auth: own } of methods) {
    const { Authorizer = AWS_IAM } = own;
    if (Authorizer === NONE && DefaultAuthorizer === undefined) {
      throw new UserError(`${eventId}: Authorizer is NONE, and the API has no DefaultAuthorizer`, {
        fix: 'Take it out.',
      });
    }
    if (Authorizer !== NONE && !known.includes(Authorizer)) {
      throw new UserError(`${eventId}: there is no authorizer ${Authorizer}`, { fix });
    }
  }
}

/** The operation of a method, with the authorizer and the credentials that its event wants. */
export function ownOperation({ operation, auth, isFunction }: ApiMethod, api: ApiAuth): JsonObject {
  const { Authorizer } = auth;
  const isDefault = Object.keys(auth).length === 0 && api.DefaultAuthorizer === AWS_IAM;
  const isSigned = Authorizer === AWS_IAM || isDefault;
  const credentials = isSigned && isFunction ? credentialsOf(auth, api) : undefined;
  const integration = operation[INTEGRATION] as JsonObject;
  return {
    ...operation,
    ...(Authorizer !== undefined && { security: [{ [Authorizer]: [] }] }),
    [INTEGRATION]: { ...integration, ...given({ credentials }) },
  };
}

/** Where nothing is said the function is called as who calls the API. */
function credentialsOf(own: ApiMethod['auth'], api: ApiAuth): Json | undefined {
  const asked = own.InvokeRole ?? api.InvokeRole ?? 'CALLER_CREDENTIALS';
  if (asked === NONE) return undefined;
  return asked === 'CALLER_CREDENTIALS' ? 'arn:aws:iam::*:user/*' : asked;
}

/** An operation with the default authorizer, unless it says itself who may call. */
export function withDefault(operation: Json, name: string, api: ApiAuth): Json {
  const { DefaultAuthorizer, Authorizers, AddDefaultAuthorizerToCorsPreflight } = api;
  const isOpen = name === 'options' && !AddDefaultAuthorizerToCorsPreflight;
  if (DefaultAuthorizer === undefined || isOpen || !isObject(operation)) return operation;
  if (operation[INTEGRATION] === undefined) return operation;
  const asked = listOf(operation.security);
  const known = [...Object.keys(Authorizers), AWS_IAM, NONE];
  const isSaid = asked.some((one) => isObject(one) && known.some((scheme) => scheme in one));
  return isSaid ? operation : { ...operation, security: [...asked, { [DefaultAuthorizer]: [] }] };
}

/** What operations name as their security. */
export function schemesOf(auth: ApiAuth, apiId: string, isSigned: boolean): JsonObject {
  const schemes = Object.entries(auth.Authorizers).map(([name, one]): [string, Json] => [
    name,
    schemeOf(one, `${apiId}: the authorizer ${name}`),
  ]);
  const iam: JsonObject = {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'awsSigv4',
  };
  return Object.fromEntries(isSigned ? [...schemes, [AWS_IAM, iam]] : schemes);
}

/** Whether signatures are asked for, by one of the operations. */
export function isSigned(operations: readonly Json[]): boolean {
  return operations.some(
    (operation) =>
      isObject(operation) &&
      listOf(operation.security).some(
        (one) => isObject(one) && memberOf(one, AWS_IAM) !== undefined,
      ),
  );
}

function schemeOf(one: Authorizer, place: string): Json {
  const { Identity, FunctionPayloadType, FunctionInvokeRole: role } = one;
  const isToken = FunctionPayloadType === 'TOKEN';
  const identitySource = identitySources(Identity).join(', ');
  if (!isToken && identitySource === '' && String(Identity.ReauthorizeEvery) !== '0') {
    throw new UserError(`${place} has nothing in Identity that tells who calls`, {
      fix: 'Give it one of Headers, QueryStrings, StageVariables and Context.',
    });
  }
  return {
    type: 'apiKey',
    name: isToken ? (Identity.Header ?? 'Authorization') : 'Unused',
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': given({
      type: FunctionPayloadType.toLowerCase(),
      authorizerUri: authorizerUri(one.FunctionArn),
      authorizerResultTtlInSeconds: Identity.ReauthorizeEvery,
      authorizerCredentials: role === NONE ? undefined : role,
      identitySource: isToken || identitySource === '' ? undefined : identitySource,
      identityValidationExpression: isToken ? Identity.ValidationExpression : undefined,
    }),
  };
}

function identitySources(identity: Authorizer['Identity']): string[] {
  const { Headers, QueryStrings, StageVariables, Context } = identity;
  return [
    ...Headers.map((name) => `method.request.header.${name}`),
    ...QueryStrings.map((name) => `method.request.querystring.${name}`),
    ...StageVariables.map((name) => `stageVariables.${name}`),
    ...Context.map((name) => `context.${name}`),
  ];
}

function authorizerUri(arn: Json): Json {
  const text =
    'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations';
  return { 'Fn::Sub': [text, { __FunctionArn__: arn }] };
}

/** Lets the API ask its authorizers. */
export function addAuthorizerPermissions(made: Made, { Authorizers }: ApiAuth): void {
  const arn =
    'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*';
  for (const [name, one] of Object.entries(Authorizers)) {
    if (one.DisableFunctionDefaultPermissions) continue;
    made.add(`${made.id}${name}AuthorizerPermission`, 'AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: one.FunctionArn,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: { 'Fn::Sub': [arn, { __ApiId__: { Ref: made.id } }] },
    });
  }
}
