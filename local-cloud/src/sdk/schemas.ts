import { NormalizedSchema } from '@smithy/core/schema';
import type {
  ClientProtocol,
  HttpRequest,
  HttpResponse,
  StaticErrorSchema,
  StaticOperationSchema,
} from '@smithy/types';
import { notSupported } from '../core/errors.ts';
import { requirePackage } from '../core/packages.ts';
import { DYNAMODB_STREAMS, dynamoDBStreamsClient } from './dynamodb-streams.ts';
import { clientPackage } from './sdk-ids.ts';

/** One operation, as the SDK client describes it. */
export interface OperationModel {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Method, URI pattern with static query, and status of a success. REST protocols only. */
  readonly http: readonly [method: string, uri: string, status: number] | undefined;
}

export interface ErrorModel {
  readonly name: string;
  readonly status: number | undefined;
  /** The code that clients of the Query protocol know it by. */
  readonly queryCode: string | undefined;
  readonly schema: NormalizedSchema;
}

export type SdkProtocol = ClientProtocol<HttpRequest, HttpResponse>;

/** One service's API model, taken from the schemas that its SDK client carries. */
export interface ServiceModel {
  readonly sdkId: string;
  readonly namespace: string;
  /** The API version, for example `2010-05-08`. */
  readonly version: string;
  /** What precedes the dot in `X-Amz-Target`. */
  readonly targetPrefix: string;
  readonly signingName: string;
  readonly xmlNamespace: string | undefined;
  /** Errors name their Query code in `x-amzn-query-error`. */
  readonly queryCompatible: boolean;
  /** The protocol that the SDK client itself speaks. */
  readonly protocol: SdkProtocol;
  readonly operations: ReadonlyMap<string, OperationModel>;
  readonly errors: ReadonlyMap<string, ErrorModel>;
}

interface SdkClient {
  readonly config: {
    readonly serviceId: string;
    readonly defaultSigningName: string;
    readonly protocol: SdkProtocol;
    readonly protocolSettings: {
      readonly defaultNamespace: string;
      readonly version: string;
      readonly serviceTarget: string;
      readonly xmlNamespace?: string;
      readonly awsQueryCompatible?: boolean;
    };
  };
}
type SdkClientConstructor = new (config: object) => SdkClient;

const models = new Map<string, Promise<ServiceModel>>();

/**
 * The API model of a service, from `@aws-sdk/client-<service>`. Loaded once, when first asked for:
 * the first client costs about 60 ms (the SDK's core), each further one 10 to 30 ms.
 *
 * @param sdkId the SDK's id of the service, for example `CloudWatch Logs`
 * @throws NotSupportedByLocalCloud when that client is not installed
 */
export function loadModel(sdkId: string): Promise<ServiceModel> {
  let model = models.get(sdkId);
  if (model === undefined) {
    model = readModel(sdkId);
    models.set(sdkId, model);
  }
  return model;
}

function requireClient(sdkId: string): Record<string, unknown> {
  if (sdkId === DYNAMODB_STREAMS) return dynamoDBStreamsClient();
  const name = clientPackage(sdkId);
  try {
    return requirePackage(name);
  } catch (cause) {
    throw Object.assign(notSupported(sdkId, `operations (${name} is not installed)`), { cause });
  }
}

async function readModel(sdkId: string): Promise<ServiceModel> {
  const exports = requireClient(sdkId);
  const { config } = new (findClient(exports))({
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  });
  const settings = config.protocolSettings;
  const operations = new Map<string, OperationModel>();
  const errors = new Map<string, ErrorModel>();
  for (const value of Object.values(exports)) {
    if (!Array.isArray(value)) continue;
    if (value[0] === 9) addOperation(operations, value as StaticOperationSchema);
    if (value[0] === -3) addError(errors, value as StaticErrorSchema);
  }
  return {
    sdkId,
    namespace: settings.defaultNamespace,
    version: settings.version,
    targetPrefix: settings.serviceTarget,
    signingName: config.defaultSigningName,
    xmlNamespace: settings.xmlNamespace,
    queryCompatible: settings.awsQueryCompatible ?? false,
    protocol: config.protocol,
    operations,
    errors,
  };
}

/** A client package exports its client class under the service's name, and `__Client`, its base. */
function findClient(exports: Record<string, unknown>): SdkClientConstructor {
  const name = Object.keys(exports).find((key) => /^[A-Z].*Client$/.test(key));
  return exports[name ?? ''] as SdkClientConstructor;
}

function addOperation(operations: Map<string, OperationModel>, schema: StaticOperationSchema) {
  const [, , name, traits, input, output] = schema;
  operations.set(name, {
    name,
    input: NormalizedSchema.of(input),
    output: NormalizedSchema.of(output),
    http: typeof traits === 'object' ? traits.http : undefined,
  });
}

function addError(errors: Map<string, ErrorModel>, schema: StaticErrorSchema) {
  const normalized = NormalizedSchema.of(schema);
  const traits = normalized.getMergedTraits();
  const [queryCode] = (traits.awsQueryError as [string, number] | undefined) ?? [];
  const status = traits.httpError as number | undefined;
  errors.set(schema[2], { name: schema[2], status, queryCode, schema: normalized });
}

/** The members that a structure cannot do without: the schema lists them first, and counts them. */
export function requiredMembers(schema: NormalizedSchema): readonly string[] {
  const source = schema.getSchema();
  return Array.isArray(source) && schema.isStructSchema()
    ? (source[4] as string[]).slice(0, (source[6] as number | undefined) ?? 0)
    : [];
}

/** Whether an operation answers with events as they happen, instead of once. */
export function isStreamOfEvents({ output }: OperationModel): boolean {
  return eventStreamMember(output) !== undefined;
}

/** By the schema: every answer is asked for it. */
const eventStreamMembers = new WeakMap<NormalizedSchema, string>();

/** The member of an output that is a stream of events. */
export function eventStreamMember(output: NormalizedSchema): string | undefined {
  let member = eventStreamMembers.get(output);
  if (member === undefined) {
    member = output.getEventStreamMember();
    eventStreamMembers.set(output, member);
  }
  return member || undefined;
}

/** The member of an operation's input that takes the body of the request as it comes. */
export function streamingMember({ input }: OperationModel): string | undefined {
  if (input.isUnitSchema()) return undefined;
  for (const [name, member] of input.structIterator()) if (member.isStreaming()) return name;
  return undefined;
}
