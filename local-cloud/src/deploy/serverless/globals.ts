import { didYouMean } from '../../core/closest.ts';
import { UserError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject, memberOf } from '../../core/json.ts';

/** What `Globals` may say of each type that is served, and the types of which nothing is made here. */
const SECTIONS: Readonly<Record<string, readonly string[] | undefined>> = {
  Function: [
    ...['Architectures', 'AssumeRolePolicyDocument', 'AutoPublishAlias', 'CapacityProviderConfig'],
    ...[
      'CodeSigningConfigArn',
      'CodeUri',
      'DeadLetterQueue',
      'DeploymentPreference',
      'Description',
    ],
    ...['AutoPublishAliasAllProperties', 'DurableConfig', 'Environment', 'EphemeralStorage'],
    ...['EventInvokeConfig', 'FileSystemConfigs', 'FunctionScalingConfig', 'FunctionUrlConfig'],
    ...['Handler', 'KmsKeyArn', 'Layers', 'LoggingConfig', 'MemorySize', 'PermissionsBoundary'],
    ...[
      'PropagateTags',
      'ProvisionedConcurrencyConfig',
      'PublishToLatestPublished',
      'RecursiveLoop',
    ],
    ...['ReservedConcurrentExecutions', 'RolePath', 'Runtime', 'RuntimeManagementConfig'],
    ...['SnapStart', 'SourceKMSKeyArn', 'Tags', 'TenancyConfig', 'Timeout', 'Tracing'],
    ...['VersionDeletionPolicy', 'VpcConfig'],
  ],
  Api: [
    ...['AccessLogSetting', 'AlwaysDeploy', 'Auth', 'BinaryMediaTypes', 'CacheClusterEnabled'],
    ...['CacheClusterSize', 'CanarySetting', 'Cors', 'DefinitionUri', 'Domain'],
    ...['EndpointAccessMode', 'EndpointConfiguration', 'GatewayResponses', 'MergeDefinitions'],
    ...['MethodSettings', 'MinimumCompressionSize', 'Name', 'OpenApiVersion', 'PropagateTags'],
    ...['SecurityPolicy', 'TracingEnabled', 'Variables'],
  ],
  HttpApi: [
    ...['AccessLogSettings', 'Auth', 'CorsConfiguration', 'DefaultRouteSettings', 'Domain'],
    ...['FailOnWarnings', 'PropagateTags', 'RouteSettings', 'StageVariables', 'Tags'],
  ],
  SimpleTable: ['SSESpecification'],
  StateMachine: ['PropagateTags'],
  CapacityProvider: undefined,
  LayerVersion: ['PublishLambdaVersion'],
  MicrovmImage: undefined,
  NetworkConnector: undefined,
  WebFunction: undefined,
  WebSocketApi: undefined,
};

/**
 * @throws UserError for a section that SAM has not, and a property that it does not take there
 */
export function checkGlobals(globals: Json | undefined, source: string): void {
  if (globals === undefined) return;
  if (!isObject(globals)) {
    throw new UserError(`${source}: Globals is no map`, {
      why: 'It has a section for each type of resource.',
      fix: 'Write them as in the resources: Function with its properties below it, for example.',
    });
  }
  for (const [section, settings] of Object.entries(globals)) {
    if (!Object.hasOwn(SECTIONS, section)) {
      throw notTaken(source, `Globals has a section ${section}`, section, Object.keys(SECTIONS));
    }
    const taken = SECTIONS[section];
    if (taken === undefined || !isObject(settings)) continue;
    for (const name of Object.keys(settings)) {
      if (taken.includes(name)) continue;
      throw notTaken(source, `Globals has ${name} for ${section}`, name, taken);
    }
  }
}

function notTaken(source: string, what: string, name: string, taken: readonly string[]): UserError {
  return new UserError(`${source}: ${what}, which SAM does not take`, {
    why: `${didYouMean(name, taken)}It takes ${[...taken].sort().join(', ')} there.`,
    fix: 'Correct it, or say it with each resource.',
  });
}

/**
 * A resource's properties over what `Globals` says for its type: objects are merged, the items of
 * a list come after the global ones, and of anything else the resource's own holds.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function withGlobals(globals: Json | undefined, type: string, own: JsonObject): JsonObject {
  const section = isObject(globals) ? memberOf(globals, type.split('::').at(-1)!) : undefined;
  return isObject(section) ? (merged(section, own) as JsonObject) : own;
}

function merged(global: Json, own: Json): Json {
  if (Array.isArray(global) && Array.isArray(own)) return [...global, ...own];
  if (!isMap(global) || !isMap(own)) return own;
  const names = new Set([...Object.keys(global), ...Object.keys(own)]);
  return Object.fromEntries([...names].map((name) => [name, member(global, own, name)]));
}

function member(global: JsonObject, own: JsonObject, name: string): Json {
  const [below, above] = [memberOf(global, name), memberOf(own, name)];
  return below === undefined || above === undefined ? (above ?? below)! : merged(below, above);
}

/** A function such as `Ref` is a value, not a map. */
function isMap(value: Json): value is JsonObject {
  return (
    isObject(value) && !Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'))
  );
}
