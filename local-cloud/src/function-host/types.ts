import type { Hold } from '../core/clock.ts';
import type { Kept } from '../core/put-away.ts';
import type { Principal, TaskOrigin } from '../core/service.ts';

/** A function as it stands: what an execution environment is made of. */
export interface HostedFunction {
  readonly name: string;
  /** Unqualified. */
  readonly arn: string;
  /** `$LATEST`, or the number of a version. */
  readonly version: string;
  /** Changes with code and configuration: environments of an older revision take no more work. */
  readonly revisionId: string;
  /** `nodejs20.x`, `nodejs22.x` or `nodejs24.x`. */
  readonly runtime: string;
  /** `<file without extension>.<export>` */
  readonly handler: string;
  readonly roleArn: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The zip archive. */
  readonly code: Kept;
  /** Base64, as AWS gives it. */
  readonly codeSha256: string;
  /** Unpacked one over the other into `/opt`. */
  readonly layers: readonly Pick<HostedFunction, 'code' | 'codeSha256'>[];
  readonly tracing: 'Active' | 'PassThrough';
  readonly logging: Logging;
  /** Undefined: what is left of the account's concurrency. */
  readonly reservedConcurrency: number | undefined;
}

export interface Logging {
  readonly format: 'JSON' | 'Text';
  readonly group: string;
  /** The lowest level of the function's own logs that is kept (JSON format only). */
  readonly applicationLevel: string | undefined;
  readonly systemLevel: string | undefined;
}

export interface InvokeRequest {
  readonly requestId: string;
  /** The event as JSON text. */
  readonly payload: string;
  /** JSON text. */
  readonly clientContext?: string;
  /** As the function's context tells it. Default: unqualified. */
  readonly invokedArn?: string;
  /** What it works for. Default: what `HostOptions.taskIn` finds. */
  readonly task?: TaskOrigin | undefined;
}

/** How one invocation ended. */
export interface Outcome {
  /** JSON text: the result, or the runtime's error payload. */
  readonly payload: string;
  /** Set when the function failed: `payload` is then `{ errorType, errorMessage, trace }`. */
  readonly functionError?: 'Unhandled';
  /** How long the handler ran, without the initialisation, in ms. */
  readonly durationMs: number;
  /** The last 4 KB of the invocation's log. */
  readonly logTail: string;
}

/** Credentials for a session of a role, and who they stand for. */
export interface IssuedSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly principal: Principal;
}

/** Issues the credentials that a function's environment is given. */
export interface Sessions {
  issue(
    roleArn: string,
    sessionName: string,
    options: { invocation?: Hold & { readonly task?: TaskOrigin | undefined } },
  ): IssuedSession;
  revoke(accessKeyId: string): void;
}

export interface HostOptions {
  readonly sessions: Sessions;
  /** Where code is unzipped. Made if it does not exist; what is in it is used again. */
  readonly cacheFolder: string;
  /** The descriptor of the `TimeFile`, by which the `Date` of functions tells cloud time. */
  readonly time: number;
  /** The task that waits for the token in a payload: whoever is given one works for it. */
  readonly taskIn?: (payload: string) => TaskOrigin | undefined;
  /** Told what nobody waits for: a log that could not be written. */
  readonly report: (problem: string) => void;
  /** Told of functions that could not be loaded, once for each revision: who calls them may hear of a failure alone. */
  readonly onBroken?: ((problem: string) => void) | undefined;
  /**
   * How many invocations run at once at most; more wait their turn. One that waits for the clock
   * or for another caller does not count. Default: twice the processors, at least 4.
   */
  readonly running?: number;
  /** Whether to have processes ready before they are needed. Default: yes. */
  readonly spares?: boolean;
  /** The account's limit of concurrent executions. Default: 1000. */
  readonly accountConcurrency?: number;
  /**
   * So many environments may be at work at once, those that only wait with them; beyond that functions are
   * throttled. Default: as many as half of the machine's memory is enough for, at least 32.
   */
  readonly atWork?: number;
  /**
   * Beyond so many environments those that are idle are let go: each takes some 30 MB. As many as
   * are at work are there in any case. Default: 32.
   */
  readonly environments?: number | undefined;
  /** Real milliseconds after which environments that are idle are let go, but for some. Default: 10,000. */
  readonly idleMs?: number;
  /**
   * A frozen clock waits so many real milliseconds at least for an invocation that does not end, before it may
   * go to its timeout. Default: 30,000.
   */
  readonly patienceMs?: number | undefined;
}

/** Runs functions: one process for each concurrent invocation, kept warm. */
export interface Host {
  /**
   * Runs the function once. The clock is held meanwhile.
   *
   * @throws TooManyRequestsException when the reserved or the account's concurrency is used up
   */
  invoke(fn: HostedFunction, request: InvokeRequest): Promise<Outcome>;
  /** The identity with which Lambda itself acts for the function: its role. */
  principalOf(fn: HostedFunction): Principal;
  /** Has a process ready for the function's first cold start. */
  prepare(fn: HostedFunction): void;
  /**
   * Lets the environments of a function (of `$LATEST`), or of a version by its qualified ARN, go:
   * those at work when they have finished.
   */
  retire(functionArn: string): void;
  close(): Promise<void>;
}

/** One whose processes share the memory with those of others. */
export interface SharingHost extends Host {
  /**
   * Keeps so many environments fewer, while something else needs their memory: what is idle beyond that
   * goes now.
   *
   * @returns to be called once, when the memory is free again
   */
  makeRoom(environments: number): () => void;
}

/**
 * Tells when a queue may have messages to give: one was sent, or has become visible. Given by the
 * SQS service to event source mappings, which would have to poll against the clock otherwise.
 */
export interface QueueWatch {
  exists(queueArn: string): boolean;
  /** Calls `listener` until the returned function is called. */
  onArrival(queueArn: string, listener: () => void): () => void;
}
