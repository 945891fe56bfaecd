import type {
  ConnectionAuthorizationType,
  ConnectionHttpParameters,
  ConnectionState,
  CreateConnectionAuthRequestParameters,
} from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import type { Connection, ConnectionParameters } from '../../core/connections.ts';
import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';

/** A connection of the account. Dates are cloud time in milliseconds. */
export interface KeptConnection {
  readonly name: string;
  readonly arn: string;
  readonly secretArn: string;
  readonly created: number;
  description: string | undefined;
  type: ConnectionAuthorizationType;
  /** With its credentials, which no answer repeats. */
  auth: CreateConnectionAuthRequestParameters;
  state: ConnectionState;
  reason: string | undefined;
  modified: number;
  /** When it was authorized last, if it ever was. */
  authorized: number | undefined;
}

const SAVED = z.array(
  shape<KeptConnection>({
    name: z.string(),
    arn: z.string(),
    secretArn: z.string(),
    created: z.number(),
    description: z.string().optional(),
    type: z.enum(['API_KEY', 'BASIC', 'OAUTH_CLIENT_CREDENTIALS']),
    auth: z.custom<CreateConnectionAuthRequestParameters>(),
    state: z.custom<ConnectionState>(),
    reason: z.string().optional(),
    modified: z.number(),
    authorized: z.number().optional(),
  }),
);

const NO_TOKEN =
  'The local cloud asks no authorization endpoint for a token, since nothing leaves this machine.';

/** EventBridge's connections: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection.html */
export class Connections implements State {
  readonly #cloud: Cloud;
  readonly #connections = new Map<string, KeptConnection>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** The ARN without the id at its end. */
  arn(name: string): string {
    return `arn:aws:events:${this.#cloud.region}:${this.#cloud.accountId}:connection/${name}`;
  }

  has(name: string): boolean {
    return this.#connections.has(name);
  }

  /** @throws ResourceNotFoundException */
  get(name: string): KeptConnection {
    const found = this.#connections.get(name);
    if (found !== undefined) return found;
    throw new AwsError('ResourceNotFoundException', `Connection '${name}' does not exist.`);
  }

  add(name: string, given: Pick<KeptConnection, 'description' | 'type' | 'auth'>): KeptConnection {
    const { region, accountId, random, clock } = this.#cloud;
    const now = clock.now();
    const secret = `events!connection/${name}/${random.uuid()}-${random.uuid().slice(0, 6)}`;
    const connection: KeptConnection = {
      ...given,
      name,
      arn: `${this.arn(name)}/${random.uuid()}`,
      secretArn: `arn:aws:secretsmanager:${region}:${accountId}:secret:${secret}`,
      created: now,
      modified: now,
      ...this.#authorized(given.type),
    };
    this.#connections.set(name, connection);
    return connection;
  }

  change(connection: KeptConnection, given: Partial<KeptConnection>): void {
    const type = given.type ?? connection.type;
    const modified = this.#cloud.clock.now();
    Object.assign(connection, given, { modified }, this.#authorized(type));
  }

  deauthorize(connection: KeptConnection): void {
    connection.state = 'DEAUTHORIZED';
    connection.modified = this.#cloud.clock.now();
  }

  delete(name: string): void {
    this.#connections.delete(name);
  }

  /** By name. */
  all(): KeptConnection[] {
    return [...this.#connections.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The connection with this whole ARN, as Step Functions uses it. */
  find(arn: string): Connection | undefined {
    const found = this.#connections.get(arn.split('/')[1] ?? '');
    if (found?.arn !== arn) return undefined;
    const parameters = found.state === 'AUTHORIZED' ? parametersOf(found.auth) : undefined;
    return { secretArn: found.secretArn, parameters };
  }

  save(): Json {
    return toJson(this.all());
  }

  load(json: Json): void {
    for (const one of fromJson(json, SAVED)) this.#connections.set(one.name, one);
  }

  #authorized(type: ConnectionAuthorizationType) {
    return type === 'OAUTH_CLIENT_CREDENTIALS'
      ? { state: 'DEAUTHORIZED' as const, reason: NO_TOKEN, authorized: undefined }
      : { state: 'AUTHORIZED' as const, reason: undefined, authorized: this.#cloud.clock.now() };
  }
}

function parametersOf({
  BasicAuthParameters: basic,
  ApiKeyAuthParameters: key,
  InvocationHttpParameters: own = {},
}: CreateConnectionAuthRequestParameters): ConnectionParameters {
  return {
    headers: {
      ...valuesOf(own.HeaderParameters),
      ...(key && { [key.ApiKeyName!]: key.ApiKeyValue! }),
      ...(basic && { Authorization: `Basic ${base64(`${basic.Username}:${basic.Password}`)}` }),
    },
    query: valuesOf(own.QueryStringParameters),
    body: valuesOf(own.BodyParameters),
  };
}

function valuesOf(list: ConnectionHttpParameters['BodyParameters'] = []): Record<string, string> {
  return Object.fromEntries(list.map(({ Key = '', Value = '' }) => [Key, Value]));
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
