import * as z from 'zod';
import type { Clock, Hold } from '../../core/clock.ts';
import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Random } from '../../core/random.ts';
import type { Principal, TaskOrigin } from '../../core/service.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';
import { uniqueId } from '../iam/ids.ts';

/** Temporary credentials, and who they stand for. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly principal: Principal;
  /** Cloud time in milliseconds. Undefined: valid until it is revoked. */
  readonly expiresAt: number | undefined;
}

export interface SessionOptions {
  /** The Lambda invocation that the credentials are handed to. */
  readonly invocation?: Hold & { readonly task?: TaskOrigin | undefined };
  /** Cloud time in milliseconds. Default: the session lives until it is revoked. */
  readonly expiresAt?: number;
}

const SAVED = z.array(
  shape<Session>({
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    sessionToken: z.string(),
    principal: given<Principal>(),
    expiresAt: z.number(),
  }),
);

/**
 * Tells the keys that are issued here from those that people bring along from AWS, and of those that are
 * not known any more whether their time was over, or they were revoked.
 */
const PREFIXES = { expiring: 'ASIALOCT', revocable: 'ASIALOCE' };

/** Below this many sessions, those that are over are not worth clearing away. */
const FEW = 1024;

/** The temporary credentials of assumed roles: of execution environments, and of `sts:AssumeRole`. */
export class Sessions implements State {
  readonly #sessions = new Map<string, Session>();
  #clearAt = FEW;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Those of execution environments end with them. */
  save(): Json {
    this.#clear();
    const sessions = [...this.#sessions.values()];
    return toJson(sessions.filter(({ expiresAt }) => expiresAt !== undefined));
  }

  load(json: Json): void {
    for (const session of fromJson(json, SAVED)) this.#sessions.set(session.accessKeyId, session);
  }

  /** Credentials for a session of the role. Nothing is checked: that is AssumeRole's business. */
  issue(roleArn: string, sessionName: string, options: SessionOptions = {}): Session {
    const { invocation } = options;
    const role = { kind: 'role', arn: assumedRoleArn(roleArn, sessionName), roleArn } as const;
    const principal: Principal = {
      ...role,
      ...(invocation && { invocation }),
      get task() {
        return invocation?.task;
      },
    };
    if (this.#sessions.size >= this.#clearAt) this.#clear();
    const kind = options.expiresAt === undefined ? 'revocable' : 'expiring';
    const session: Session = {
      accessKeyId: uniqueId(PREFIXES[kind], this.#random, 12),
      secretAccessKey: base64(this.#random.bytes(30)),
      sessionToken: base64(this.#random.bytes(96)),
      principal,
      expiresAt: options.expiresAt,
    };
    this.#sessions.set(session.accessKeyId, session);
    return session;
  }

  /**
   * Who signs with the key. Undefined for a key that was not issued here.
   *
   * @throws ExpiredTokenException when the session is over, UnrecognizedClientException when it
   *   was revoked
   */
  principalOf(accessKeyId: string): Principal | undefined {
    const session = this.#sessions.get(accessKeyId);
    const isForgotten = session === undefined && accessKeyId.startsWith(PREFIXES.expiring);
    if (isForgotten || this.#isOver(session)) {
      throw refused(
        'ExpiredTokenException',
        'The security token included in the request is expired',
      );
    }
    if (session === undefined && accessKeyId.startsWith(PREFIXES.revocable)) {
      throw refused(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      );
    }
    return session?.principal;
  }

  /** What requests are signed with by a key. Undefined for a key that was not issued here. */
  secretOf(accessKeyId: string): string | undefined {
    return this.#sessions.get(accessKeyId)?.secretAccessKey;
  }

  /** How many there are, those included that are over and were not cleared away yet. */
  get held(): number {
    return this.#sessions.size;
  }

  revoke(accessKeyId: string): void {
    this.#sessions.delete(accessKeyId);
  }

  #isOver(session: Session | undefined): boolean {
    return session?.expiresAt !== undefined && session.expiresAt <= this.#clock.now();
  }

  #clear(): void {
    for (const [key, session] of this.#sessions) {
      if (this.#isOver(session)) this.#sessions.delete(key);
    }
    this.#clearAt = Math.max(FEW, 2 * this.#sessions.size);
  }
}

function refused(code: string, message: string): AwsError {
  return new AwsError(code, message, { status: 403 });
}

/** `arn:aws:sts::<account>:assumed-role/<role>/<session>`: a role's path is not part of it. */
export function assumedRoleArn(roleArn: string, sessionName: string): string {
  const [, partition, , , account, resource = ''] = roleArn.split(':');
  const roleName = resource.slice(resource.lastIndexOf('/') + 1);
  return `arn:${partition}:sts::${account}:assumed-role/${roleName}/${sessionName}`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
