import * as z from 'zod';
import {
  accessDenied,
  evaluate,
  type Policies,
  parseResourcePolicy,
  RecordedCalls,
  UsedActions,
} from './authorization/index.ts';
import type { Hold } from './core/clock.ts';
import type { CloudClock } from './core/cloud-clock.ts';
import { explainedDisk } from './core/disk-room.ts';
import { AwsError, notSupported, UserError } from './core/errors.ts';
import { HeapRoom } from './core/heap-room.ts';
import type { Json } from './core/json.ts';
import type { Measurement, RecordMetric } from './core/metrics.ts';
import type { SeededRandom } from './core/random.ts';
import {
  type CallContext,
  type Cloud,
  checkRequest,
  type Permission,
  type Principal,
  type Service,
} from './core/service.ts';
import { checked, within } from './core/state.ts';
import { Paced } from './core/turns.ts';
import type { CallOptions, Dispatcher } from './gateway/dispatcher.ts';

export interface LocalCloudOptions {
  readonly clock: CloudClock;
  readonly random: SeededRandom;
  readonly accountId?: string;
  readonly region?: string;
  /** Where to say that something nobody waits for has failed. */
  readonly report: (problem: string) => void;
}

/** Changes with what services save: a cloud goes on only from its own. */
const FORMAT = 12;

const json = z.custom<Json>((value) => value !== undefined);
const SAVED = z.strictObject({
  format: z.number(),
  accountId: z.string(),
  region: z.string(),
  clock: json,
  random: z.array(z.uint32()).length(4),
  services: z.record(z.string(), json),
});
type Saved = z.infer<typeof SAVED>;

/** So much work that nobody waits for begins between two turns of others. */
const BACKGROUND_AT_ONCE = 50;

/** Who signs with an access key, and what a role may do: the IAM and STS services answer. */
export interface Identities {
  principalOf(accessKeyId: string): Principal | undefined;
  policiesOf(roleArn: string): Pick<Policies, 'identity' | 'boundary'>;
}

/**
 * The cloud itself: the services by name, and the one way to call them. Every call has a
 * principal; what the operation needs is checked against the principal's role and the policies of
 * the resources before it runs.
 */
export class LocalCloud implements Cloud, Dispatcher {
  readonly clock: CloudClock;
  readonly random: SeededRandom;
  readonly accountId: string;
  readonly region: string;
  readonly services = new Map<string, Service>();
  readonly usedActions = new UsedActions();
  readonly recordedCalls = new RecordedCalls();
  readonly root: Principal;
  /** Set once the gateway listens. */
  endpoint = '';
  readonly #report: (problem: string) => void;
  readonly #room: HeapRoom;
  readonly #background = new Paced(BACKGROUND_AT_ONCE);
  #identities: Identities | undefined;
  #recordMetric: RecordMetric | undefined;
  #keepHistories: ((bytes: number) => void) | undefined;

  constructor(options: LocalCloudOptions) {
    this.clock = options.clock;
    this.random = options.random;
    this.accountId = options.accountId ?? '123456789012';
    this.region = options.region ?? 'us-east-1';
    this.root = { kind: 'root', arn: `arn:aws:iam::${this.accountId}:root` };
    this.#report = options.report;
    this.#room = new HeapRoom(options.report, (bytes) => this.#keepHistories?.(bytes));
  }

  register(service: Service): void {
    this.services.set(service.sdkId, service);
  }

  identifyBy(identities: Identities): void {
    this.#identities = identities;
  }

  /** Who takes what the services measure of themselves: CloudWatch. */
  measureBy(recordMetric: RecordMetric): void {
    this.#recordMetric = recordMetric;
  }

  /** Who lets go of histories and logs beyond so many bytes, where memory is used up. */
  makeRoomBy(keepHistories: (bytes: number) => void): void {
    this.#keepHistories = keepHistories;
  }

  recordMetric(measurement: Measurement): void {
    this.#recordMetric?.(measurement);
  }

  /** Whether there is memory for more. */
  get hasRoom(): boolean {
    return this.#room.hasRoom;
  }

  /** A key that was issued stands for its session; any other is the account's root. */
  principalOf(accessKeyId: string): Principal {
    return this.#identities?.principalOf(accessKeyId) ?? this.root;
  }

  /**
   * All that the services hold, once nothing is in flight: what goes on waits for the clock or for
   * a caller. Connections, running functions and Express executions are no part of it.
   */
  async save(): Promise<Json> {
    await this.clock.idle();
    const states = [...this.services].flatMap(([sdkId, { state }]) =>
      state === undefined ? [] : [[sdkId, state.save()]],
    );
    return {
      format: FORMAT,
      accountId: this.accountId,
      region: this.region,
      clock: this.clock.save(),
      random: this.random.save(),
      services: Object.fromEntries(states),
    };
  }

  /**
   * Goes on where another cloud was saved. This one has the same services, and they hold nothing.
   *
   * @throws UserError for another format, account or region, or for a service it does not have
   */
  load(json: Json): void {
    const saved = checked(json, SAVED);
    this.#checkSaved(saved);
    this.clock.load(saved.clock);
    const states = Object.entries(saved.services).map(([sdkId, held]) => {
      const state = this.services.get(sdkId)!.state!;
      within(sdkId, () => state.load(held));
      return state;
    });
    this.random.load(saved.random);
    for (const state of states) state.resume?.();
  }

  #checkSaved({ format, accountId, region, services }: Saved): void {
    const refuse = (why: string) => new UserError('This cloud cannot go on from there', { why });
    if (format !== FORMAT) {
      throw refuse(`It was saved in format ${format}, and this version reads format ${FORMAT}`);
    }
    if (accountId !== this.accountId || region !== this.region) {
      throw refuse(`It is of ${accountId} in ${region}, not ${this.accountId} in ${this.region}`);
    }
    for (const sdkId of Object.keys(services)) {
      if (this.services.get(sdkId)?.state === undefined) throw refuse(`It has no ${sdkId}`);
    }
  }

  async call<Output>(
    principal: Principal,
    sdkId: string,
    operation: string,
    input: object,
    options: Partial<CallOptions> = {},
  ): Promise<Output> {
    const service = this.services.get(sdkId);
    let served = service?.operations[operation];
    if (service === undefined || served === undefined)
      throw notSupported(sdkId, `the operation ${operation}`);
    this.#room.check({ operation, input, principal });
    // A call from inside the process is work in flight of its own.
    const own = options.hold === undefined ? this.clock.hold() : undefined;
    let recorded: { error?: string } | undefined;
    try {
      if (served.load) {
        await served.load();
        served = service.operations[operation]!;
      }
      const context = this.#context(principal, { ...options, hold: options.hold ?? own! });
      const request = input as never;
      if (served.checkedFirst) checkRequest(service, operation, input);
      const permissions = served.permissions(request, context);
      this.authorize(principal, sdkId, permissions);
      const called = { at: this.clock.now(), service: sdkId, operation };
      recorded = this.recordedCalls.call(principal, called, permissions);
      if (!served.checkedFirst) checkRequest(service, operation, input);
      return (await served.handle(request, context)) as Output;
    } catch (thrown) {
      const error = explainedDisk(thrown);
      if (recorded !== undefined && error instanceof AwsError) recorded.error = error.code;
      throw error;
    } finally {
      own?.release();
    }
  }

  authorize(principal: Principal, sdkId: string, permissions: readonly Permission[]): void {
    for (const permission of permissions) this.#check(principal, sdkId, permission);
  }

  background(label: string, work: () => Promise<void>): void {
    const hold = this.clock.hold();
    this.#background.begin(() => {
      work()
        .catch((error: unknown) => this.#report(`${label}: ${problemOf(error)}`))
        .finally(() => hold.release());
    });
  }

  #context(
    principal: Principal,
    options: Partial<CallOptions> & Pick<CallOptions, 'hold'>,
  ): CallContext {
    const { hold, signal, traceHeader } = options;
    return {
      principal,
      requestId: options.requestId ?? this.random.uuid(),
      waiting: (promise) => whileSuspended([hold, principal.invocation], promise),
      ...(signal && { signal }),
      ...(traceHeader && { traceHeader }),
    };
  }

  #check(principal: Principal, sdkId: string, permission: Permission): void {
    const { action, resource, conditions, resourcePolicy, trustPolicy } = permission;
    const request = {
      principal,
      action,
      resource,
      ...(conditions && { conditions }),
      now: this.clock.now(),
      region: this.region,
    };
    const decision = evaluate(request, {
      ...(principal.roleArn && this.#identities?.policiesOf(principal.roleArn)),
      ...(resourcePolicy !== undefined &&
        resourcePolicy !== null && {
          resource: parseResourcePolicy(resourcePolicy),
        }),
      ...(trustPolicy && { trust: trustPolicy }),
    });
    if (!decision.allowed) {
      this.recordedCalls.deny(request, decision);
      throw accessDenied(sdkId, request, decision);
    }
    if (principal.roleArn) this.usedActions.record(principal.roleArn, action, resource);
  }
}

async function whileSuspended<T>(
  holds: readonly (Hold | undefined)[],
  promise: Promise<T>,
): Promise<T> {
  const suspended = holds.map((hold) => hold?.suspend());
  try {
    return await promise;
  } finally {
    for (const resume of suspended) resume?.();
  }
}

function problemOf(error: unknown): string {
  if (error instanceof AwsError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
