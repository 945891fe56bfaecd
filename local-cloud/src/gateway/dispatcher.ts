import type { Readable } from 'node:stream';
import type { Clock, Hold } from '../core/clock.ts';
import type { Random } from '../core/random.ts';
import type { Principal, Service } from '../core/service.ts';

/** What the gateway hands its requests to: the registry of services and the permission-checked call. */
export interface Dispatcher {
  readonly clock: Clock;
  readonly random: Random;
  readonly region: string;
  /** By the SDK's id: `SFN`, `DynamoDB`, `CloudWatch Logs`, ... */
  readonly services: ReadonlyMap<string, Service>;
  /**
   * Who signs with this access key. Undefined for a key that was never issued or was revoked;
   * throws `ExpiredToken` for a session that is over.
   */
  principalOf(accessKeyId: string): Principal | undefined;
  /** Checks the caller's permissions, then runs the operation. */
  call(
    principal: Principal,
    sdkId: string,
    operation: string,
    input: object,
    options: CallOptions,
  ): Promise<object>;
}

export interface CallOptions {
  readonly requestId: string;
  /** Aborted when the client has gone away. */
  readonly signal: AbortSignal;
  /** The request's own hold on the clock: `CallContext.waiting` suspends it, and the caller's. */
  readonly hold: Hold;
  /** The header X-Amzn-Trace-Id. */
  readonly traceHeader: string | undefined;
}

/** A plain HTTP request, for what is not an AWS API: HTTP APIs and the control endpoints. */
export interface HttpRequest {
  readonly method: string;
  /** Percent-encoded, as received, without the query. */
  readonly path: string;
  /** Without the question mark, as received. */
  readonly query: string;
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names and values in turns, as received. */
  readonly rawHeaders?: readonly string[];
  readonly body: Uint8Array;
  readonly remoteAddress: string;
  /** `HTTP/1.1` or `HTTP/2.0`. */
  readonly protocol: string;
  /** Aborted when the client has gone away. */
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** A stream is sent as it comes (server-sent events). */
  readonly body?: string | Uint8Array | Readable | AsyncIterable<string | Uint8Array>;
  /** A sentence for people: a browser that asks for a page is sent one with it, instead of the body. */
  readonly told?: string;
}

/** Serves every request whose path begins with `prefix`, or those of them that `serves` says. */
export interface Mount {
  /** For example `/_aws/execute-api/`. */
  readonly prefix: string;
  /** Which ones, by what stands before the body. Default: every one. */
  serves?(request: HttpRequest): boolean;
  /**
   * Requests that change something must carry `x-local-cloud` or a JSON content type: headers
   * that a page of another origin cannot send without asking first (CSRF).
   */
  readonly guarded?: boolean;
  handle(request: HttpRequest): HttpResponse | Promise<HttpResponse>;
}
