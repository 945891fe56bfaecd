import { hash } from 'node:crypto';
import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { json, jsonObject } from '../../core/json-schemas.ts';
import { text } from '../resource-type.ts';
import { addAuthorizerPermissions, apiAuth, checkAuthorizers } from './api-auth.ts';
import { apiBody } from './api-body.ts';
import { readCors } from './api-cors.ts';
import { contentUri, placeOf } from './content.ts';
import { IMPLICIT_API } from './implicit-api.ts';
import { given, type Made, passed, serverlessType } from './made.ts';

const properties = z.strictObject({
  StageName: json,
  ...passed(['Name', 'Description', 'ApiKeySourceType', 'FailOnWarnings', 'Mode', 'Policy']),
  ...passed(['AccessLogSetting', 'CacheClusterEnabled', 'MethodSettings', 'TracingEnabled']),
  Variables: jsonObject.optional(),
  Tags: jsonObject.optional(),
  DefinitionBody: jsonObject.optional(),
  DefinitionUri: contentUri.optional(),
  EndpointConfiguration: json.optional(),
  BinaryMediaTypes: z.array(json).optional(),
  Cors: json.optional(),
  Auth: apiAuth.optional(),
  OpenApiVersion: text.optional(),
});
type Properties = z.output<typeof properties>;

/**
 * An API is made after all functions and state machines, whose events are its methods where it has no
 * definition of its own.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
 */
export const serverlessApi = serverlessType({
  type: 'AWS::Serverless::Api',
  last: true,
  properties,
  expand(api, made) {
    const { Auth, BinaryMediaTypes, OpenApiVersion: version, DefinitionBody: definition } = api;
    const location = locationOf(api, made);
    const methods = definition === undefined ? made.methods() : [];
    if (Auth) checkAuthorizers(Auth, made.id, methods);
    const Body =
      location === undefined
        ? apiBody({
            ...{ id: made.id, definition, methods, version, auth: Auth },
            cors: api.Cors === undefined ? undefined : readCors(api.Cors, made.id),
            binaryMediaTypes: BinaryMediaTypes?.map(withSlash),
          })
        : undefined;
    made.addMain(
      'AWS::ApiGateway::RestApi',
      given({
        Body,
        BodyS3Location: location,
        Name: api.Name,
        Description: api.Description,
        ApiKeySourceType: api.ApiKeySourceType,
        BinaryMediaTypes,
        FailOnWarnings: api.FailOnWarnings,
        Mode: api.Mode,
        Policy: api.Policy,
        ...endpointOf(api.EndpointConfiguration),
      }),
    );
    const said = location === undefined ? [JSON.stringify(Body)] : digestsOf(location, made);
    const digest = hash('sha1', [...said, ...(version ? [version] : [])].join('||'));
    const deploymentId = `${made.id}Deployment${digest.slice(0, DIGITS)}`;
    made.add(
      deploymentId,
      'AWS::ApiGateway::Deployment',
      given({
        Description: `RestApi deployment id: ${digest}`,
        RestApiId: { Ref: made.id },
        // SAM's own mistake, which stays for those who have it: another stage.
        StageName: version === undefined ? 'Stage' : undefined,
      }),
    );
    made.refer('Deployment', deploymentId);
    made.refer('Stage', addStage(api, deploymentId, made));
    if (Auth) addAuthorizerPermissions(made, Auth);
  },
});

/**
 * Where its definition is, if that is not in the template. SAM writes into a definition in the template alone.
 *
 * @throws UserError
 */
function locationOf(api: Properties, { id, methods }: Made): Location | undefined {
  const { DefinitionUri: uri } = api;
  if (uri === undefined) return undefined;
  if (id === IMPLICIT_API && methods().length > 0) {
    throw new UserError('Globals.Api has DefinitionUri, and events of type Api name no API', {
      why: 'They are the definition of the one that SAM makes for them.',
      fix: 'Give DefinitionUri to an API of the template, or let the events name one by RestApiId.',
    });
  }
  if (api.DefinitionBody !== undefined) {
    throw new UserError(`${id} has both DefinitionUri and DefinitionBody`, {
      fix: 'Keep one of them.',
    });
  }
  const wanted = (['Cors', 'Auth'] as const).find((name) => api[name] !== undefined);
  if (wanted === undefined) return placeOf(uri);
  throw new UserError(`${id}: ${wanted} works with a definition in DefinitionBody alone`, {
    why: 'SAM writes it into the definition, and into none that DefinitionUri names.',
    fix: 'Give the file to DefinitionBody: {"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": ...}}}.',
  });
}

type Location = ReturnType<typeof placeOf>;

/** Of a definition by where it is, and by what it says where that can be read. */
function digestsOf(location: Location, made: Made): string[] {
  const key = typeof location === 'string' ? location : location.Key;
  const content = typeof key === 'string' ? made.digest(key) : undefined;
  return [JSON.stringify(location), ...(content === undefined ? [] : [content])];
}

/** Of a digest in a logical id. */
const DIGITS = 10;

/** A word as a part of a logical id: its digest, where it has other characters than those may have. */
export function inLogicalId(word: string): string {
  if (/^[A-Za-z0-9]+$/.test(word)) return word;
  return word === '' ? '' : hash('sha1', word).slice(0, DIGITS);
}

/** Adds the stage; gives its logical id. */
function addStage(api: Properties, deploymentId: string, made: Made): string {
  const { StageName, Tags } = api;
  const name = typeof StageName === 'string' ? StageName : '';
  const suffix = inLogicalId(name);
  const stageId = `${made.id}${suffix === name && name !== '' ? `${name}Stage` : `Stage${suffix}`}`;
  made.add(
    stageId,
    'AWS::ApiGateway::Stage',
    given({
      DeploymentId: { Ref: deploymentId },
      RestApiId: { Ref: made.id },
      StageName,
      AccessLogSetting: api.AccessLogSetting,
      CacheClusterEnabled: api.CacheClusterEnabled,
      MethodSettings: api.MethodSettings,
      TracingEnabled: api.TracingEnabled,
      Variables: api.Variables,
      Tags: Tags && Object.entries(Tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  return stageId;
}

/** `REGIONAL`, or a map with `Type`. */
function endpointOf(value: Json | undefined): JsonObject {
  if (value === undefined) return {};
  const { Type = value, ...others } = isObject(value) ? value : {};
  const isWhole = isObject(value) && value.Type !== undefined;
  return {
    EndpointConfiguration: { Types: [Type], ...(isWhole ? others : {}) },
    Parameters: { endpointConfigurationTypes: Type },
  };
}

/** `image~1png`, wherever it stands in a function that makes it. */
function withSlash(type: Json): Json {
  if (typeof type === 'string') return type.replaceAll('~1', '/');
  if (Array.isArray(type)) return type.map(withSlash);
  if (!isObject(type)) return type;
  return Object.fromEntries(Object.entries(type).map(([key, value]) => [key, withSlash(value)]));
}
