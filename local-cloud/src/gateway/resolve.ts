import { AwsError, notSupported } from '../core/errors.ts';
import type { Service } from '../core/service.ts';
import { loadModel, type ServiceModel, streamingMember } from '../sdk/schemas.ts';
import { type CredentialScope, signedScope } from './caller.ts';
import type { Codec } from './codecs/codec.ts';
import { formFields } from './codecs/form.ts';
import { codecs, type Protocol } from './codecs/protocols.ts';
import type { HttpRequest } from './dispatcher.ts';
import { matchRoute, type RouteMatch } from './routes.ts';

/** What a request asks for, and in which protocol. */
export interface Target {
  readonly codec: Codec;
  readonly model: ServiceModel;
  readonly match: RouteMatch;
}

/** How a request writes its operation down, before its service is known. */
export interface Spoken {
  readonly protocol: Protocol;
  /** `AWSStepFunctions.StartExecution`, `CreateRole`, or `GET /2015-03-31/functions`. */
  readonly operation: string;
}

/** Signing names that are not the SDK's id in lower case with its spaces as hyphens. */
const SIGNING_NAMES: Readonly<Record<string, string>> = {
  'API Gateway': 'apigateway',
  ApiGatewayV2: 'apigateway',
  CloudWatch: 'monitoring',
  'CloudWatch Logs': 'logs',
  'DynamoDB Streams': 'dynamodb',
  EventBridge: 'events',
  SESv2: 'ses',
  SFN: 'states',
  'SageMaker Runtime': 'sagemaker',
  'Secrets Manager': 'secretsmanager',
};

const signingNames = new Map<string, string>();

/** The name in the credential scope of calls to a service. */
export function signingName(sdkId: string): string {
  let name = signingNames.get(sdkId);
  if (name === undefined) {
    name = SIGNING_NAMES[sdkId] ?? sdkId.toLowerCase().replaceAll(' ', '-');
    signingNames.set(sdkId, name);
  }
  return name;
}

/** The protocol is the request's choice: one service can be spoken to in several. */
export function spokenIn(request: HttpRequest): Spoken {
  const { method, path, headers } = request;
  const rpc = /^\/service\/([^/]+)\/operation\/([^/]+)$/.exec(path);
  if (rpc !== null && headers['smithy-protocol'] === 'rpc-v2-cbor') {
    return { protocol: 'cbor', operation: `${rpc[1]}.${rpc[2]}` };
  }
  const target = headers['x-amz-target'];
  if (target !== undefined) {
    return { protocol: targeted(headers['content-type'] ?? ''), operation: target };
  }
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const action = isForm || method === 'GET' ? formFields(request).get('Action') : null;
  if (action !== null) return { protocol: 'query', operation: action };
  return { protocol: 'rest', operation: `${method} ${path}` };
}

function targeted(contentType: string): Protocol {
  if (contentType.includes('cbor')) return 'cbor1.1';
  return contentType.includes('1.1') ? 'json1.1' : 'json1.0';
}

/**
 * The service and operation of a request. Services that share a signing name are told apart by
 * which of them has such an operation.
 *
 * @param asked what its head asked for: most bodies do not change that
 * @throws UnknownOperationException, UnknownService, NotSupportedByLocalCloud
 */
export async function resolveTarget(
  request: HttpRequest,
  spoken: Spoken,
  signedFor: string,
  services: ReadonlyMap<string, Service>,
  asked?: Asked,
): Promise<Target> {
  if (isS3Control(request)) throw notSupported('S3 Control', spoken.operation);
  if (asked?.spoken.protocol === spoken.protocol) return targetOf(asked, spoken, services);
  const candidates = [...services.keys()].filter((sdkId) => signingName(sdkId) === signedFor);
  if (candidates.length === 0) throw unknownService(spoken, signedFor, services);
  for (const sdkId of candidates) {
    const model = await loadModel(sdkId);
    const match = matchOperation(model, spoken, request);
    if (match !== undefined) return targetOf({ model, match }, spoken, services);
  }
  throw new AwsError(
    'UnknownOperationException',
    `${candidates.join(' and ')} has no operation ${spoken.operation}. No other service that signs ` +
      `its calls as "${signedFor}" is served.`,
  );
}

async function targetOf(
  { model, match }: Pick<Target, 'model' | 'match'>,
  { protocol }: Spoken,
  services: ReadonlyMap<string, Service>,
): Promise<Target> {
  if (!Object.hasOwn(services.get(model.sdkId)!.operations, match.operation.name)) {
    throw notSupported(model.sdkId, match.operation.name);
  }
  return { codec: await codecs(protocol, model), model, match };
}

/** S3 Control signs as S3, whose buckets its paths would name; no call of S3 has this header. */
function isS3Control({ path, headers }: HttpRequest): boolean {
  return path.startsWith('/v20180820/') && headers['x-amz-account-id'] !== undefined;
}

/**
 * Refuses what clients send unsigned, by name: nothing else says of which service it is.
 * @throws AwsError NotSupportedByLocalCloud
 */
export function refuseUnsigned({ protocol, operation }: Spoken): void {
  const [prefix = '', name = ''] = operation.split('.');
  const cognito = UNSIGNED_TARGETS[prefix];
  if (cognito !== undefined) throw notSupported(cognito, name);
  if (protocol === 'query' && /^AssumeRoleWith(SAML|WebIdentity)$/.test(operation)) {
    throw notSupported('STS', operation);
  }
}

/** Services some of whose operations need no credentials, by the prefix of their targets. */
const UNSIGNED_TARGETS: Readonly<Record<string, string>> = {
  AWSCognitoIdentityProviderService: 'Cognito Identity Provider',
  AWSCognitoIdentityService: 'Cognito Identity',
};

/** An operation that is asked for, of the service that has it. */
export interface Asked {
  readonly model: ServiceModel;
  readonly match: RouteMatch;
  readonly spoken: Spoken;
  readonly scope: CredentialScope;
}

/** What the head of a request asks for. Undefined where it does not tell: for forms the body does. */
export async function askedFor(
  head: HttpRequest,
  services: ReadonlyMap<string, Service>,
): Promise<Asked | undefined> {
  const scope = signedScope(head);
  if (scope === undefined) return undefined;
  const spoken = spokenIn(head);
  for (const sdkId of services.keys()) {
    if (signingName(sdkId) !== scope.signingName) continue;
    const model = await loadModel(sdkId);
    const match = matchOperation(model, spoken, head);
    if (match !== undefined) return { model, match, spoken, scope };
  }
  return undefined;
}

/** Whether an operation takes its body as it comes: only protocols of REST have such. */
export function takesStream(asked: Asked | undefined): boolean {
  const operation = asked?.match.operation;
  return operation?.http !== undefined && streamingMember(operation) !== undefined;
}

function matchOperation(
  model: ServiceModel,
  { protocol, operation: asked }: Spoken,
  request: HttpRequest,
): RouteMatch | undefined {
  if (protocol === 'rest') return matchRoute(model, request);
  const [prefix, name] = protocol === 'query' ? [model.targetPrefix, asked] : asked.split('.');
  if (prefix !== model.targetPrefix) return undefined;
  const operation = model.operations.get(name ?? '');
  return operation && { operation, labels: {} };
}

function unknownService(
  { operation }: Spoken,
  signedFor: string,
  services: ReadonlyMap<string, Service>,
): AwsError {
  const known = [...services.keys()].sort().join(', ');
  return new AwsError(
    'UnknownService',
    `The local cloud does not serve the service that signs its calls as "${signedFor}", nor its ` +
      `${operation}. It serves ${known}.`,
    { status: 501 },
  );
}
