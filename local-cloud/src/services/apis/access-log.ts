import * as z from 'zod';
import { notSupported } from '../../core/errors.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { failureOf } from '../attempt.ts';
import { badRequest } from './errors.ts';

/** The variables of `$context` that an access log may name. */
const VARIABLES = [
  ...['accountId', 'apiId', 'domainName', 'domainPrefix', 'error.message', 'error.responseType'],
  ...['extendedRequestId', 'httpMethod', 'identity.sourceIp', 'identity.userAgent', 'path'],
  ...['integration.error', 'integration.latency', 'integration.requestId', 'integration.status'],
  ...[
    'integrationErrorMessage',
    'integrationLatency',
    'integrationStatus',
    'protocol',
    'requestId',
  ],
  ...['requestTime', 'requestTimeEpoch', 'responseLatency', 'responseLength', 'routeKey', 'stage'],
  ...['status', 'error.messageString', 'awsEndpointRequestId'],
] as const;

/**
 * What REST APIs have besides. What nothing here gives a value, such as a firewall's verdict, is a hyphen.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
const OF_REST: readonly string[] = [
  ...VARIABLES,
  ...['deploymentId', 'resourceId', 'resourcePath', 'error.validationErrorString', 'xrayTraceId'],
  ...['wafResponseCode', 'webaclArn', 'customDomain.basePathMatched', 'isCanaryRequest'],
  ...membersOf('authenticate', ['error', 'latency', 'status']),
  ...membersOf('authorize', ['error', 'latency', 'status']),
  ...membersOf('waf', ['error', 'latency', 'status']),
  ...membersOf('identity', [
    ...['accessKey', 'accountId', 'apiKey', 'apiKeyId', 'caller', 'principalOrgId', 'user'],
    ...['cognitoAuthenticationProvider', 'cognitoAuthenticationType', 'cognitoIdentityId'],
    ...['cognitoIdentityPoolId', 'userArn', 'vpcId', 'vpceId'],
  ]),
  ...membersOf('identity.clientCert', [
    ...['clientCertPem', 'issuerDN', 'serialNumber', 'subjectDN'],
    ...['validity.notAfter', 'validity.notBefore'],
  ]),
  'integration.integrationStatus',
];

/** What has names of its own: what authorizers say, and what mapping templates write otherwise. */
const OPEN = ['authorizer.', 'requestOverride.', 'responseOverride.'];

function membersOf(name: string, members: readonly string[]): string[] {
  return members.map((member) => `${name}.${member}`);
}

export type Variable = (typeof VARIABLES)[number];
export type Entry = Readonly<Partial<Record<Variable, string | number>>>;

export const SAVED_ACCESS_LOG = z.strictObject({
  group: z.string(),
  stream: z.string(),
  format: z.string(),
});
type SavedAccessLog = z.infer<typeof SAVED_ACCESS_LOG>;

/**
 * The access log of a stage, delivered to a log group by AWS itself.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export class AccessLog {
  readonly #cloud: Cloud;
  readonly #group: string;
  readonly #stream: string;
  readonly #format: string;
  /** Log delivery belongs to the account; whoever made the stage was allowed to set it up. */
  readonly #delivery: Principal;

  private constructor(cloud: Cloud, group: string, stream: string, format: string) {
    this.#cloud = cloud;
    this.#group = group;
    this.#stream = stream;
    this.#format = format;
    this.#delivery = { kind: 'root', arn: `arn:aws:iam::${cloud.accountId}:root` };
  }

  /**
   * Checks the settings and opens a log stream.
   *
   * @param of the kind of API: each has variables of its own
   * @throws BadRequestException; ResourceNotFoundException when there is no such log group
   */
  static async open(
    cloud: Cloud,
    stream: string,
    settings: { DestinationArn?: string; Format?: string },
    of: 'http' | 'rest' = 'http',
  ): Promise<AccessLog> {
    const { DestinationArn = '', Format = '' } = settings;
    const [, group] =
      /^arn:aws[\w-]*:logs:[^:]*:\d{12}:log-group:([^:]+)(?::\*)?$/.exec(DestinationArn) ?? [];
    if (group === undefined)
      throw badRequest(`Invalid ARN specified in the request: ${DestinationArn}`);
    checkFormat(Format, of);
    const log = new AccessLog(cloud, group, stream, Format);
    const failure = await failureOf(() => log.#call('CreateLogStream', {}));
    // Of a stage that was there before, or had another format.
    if (failure !== undefined && failure.code !== 'ResourceAlreadyExistsException') throw failure;
    return log;
  }

  static load(cloud: Cloud, { group, stream, format }: SavedAccessLog): AccessLog {
    return new AccessLog(cloud, group, stream, format);
  }

  save(): SavedAccessLog {
    return { group: this.#group, stream: this.#stream, format: this.#format };
  }

  /** Writes one line; nobody waits for it. A variable without a value is a hyphen. */
  write(entry: Readonly<Record<string, unknown>>): void {
    const message = this.#format.replace(/\$context\.([\w.]+)/g, (_all, name: string) =>
      String((Object.hasOwn(entry, name) ? entry[name] : undefined) ?? '-'),
    );
    const logEvents = [{ timestamp: this.#cloud.clock.now(), message }];
    this.#cloud.background(`Access log ${this.#group}`, async () => {
      await this.#call('PutLogEvents', { logEvents });
    });
  }

  #call(operation: string, input: object): Promise<unknown> {
    return this.#cloud.call(this.#delivery, 'CloudWatch Logs', operation, {
      logGroupName: this.#group,
      logStreamName: this.#stream,
      ...input,
    });
  }
}

function checkFormat(format: string, of: 'http' | 'rest'): void {
  const names = [...format.matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name!);
  if (!names.includes('requestId') && !names.includes('extendedRequestId')) {
    throw badRequest(
      'AccessLogSettings format must include $context.requestId or $context.extendedRequestId',
    );
  }
  const known: readonly string[] = of === 'rest' ? OF_REST : VARIABLES;
  const isOpen = (name: string) => of === 'rest' && OPEN.some((one) => name.startsWith(one));
  const unknown = names.find((name) => !known.includes(name) && !isOpen(name));
  if (unknown === undefined) return;
  const service = of === 'rest' ? 'API Gateway' : 'ApiGatewayV2';
  throw notSupported(service, `$context.${unknown} in access logs`);
}
