import { hash } from 'node:crypto';
import type { Clock } from '../../../core/clock.ts';
import { AwsError } from '../../../core/errors.ts';

/** A client request token is remembered for ten minutes after the request that used it. */
const TOKEN_LIFETIME = 10 * 60 * 1000;

export interface Remembered<Outcome> {
  readonly request: string;
  readonly outcome: Outcome;
  readonly until: number;
}

/** Makes requests with a ClientRequestToken idempotent. */
export class RequestTokens<Outcome> {
  readonly #clock: Clock;
  readonly #remembered = new Map<string, Remembered<Outcome>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** By token. */
  get all(): ReadonlyMap<string, Remembered<Outcome>> {
    return this.#remembered;
  }

  load(remembered: ReadonlyMap<string, Remembered<Outcome>>): void {
    for (const [token, request] of remembered) this.#remembered.set(token, request);
  }

  /** The outcome of the same request earlier. Throws IdempotentParameterMismatchException. */
  find(token: string | undefined, request: unknown): Outcome | undefined {
    this.#forgetOld();
    const earlier = token === undefined ? undefined : this.#remembered.get(token);
    if (earlier === undefined || earlier.request === digest(request)) return earlier?.outcome;
    throw new AwsError(
      'IdempotentParameterMismatchException',
      'The request uses the same client token as a previous, but non-identical request.',
    );
  }

  remember(token: string | undefined, request: unknown, outcome: Outcome): void {
    if (token === undefined) return;
    const until = this.#clock.now() + TOKEN_LIFETIME;
    this.#remembered.set(token, { request: digest(request), outcome, until });
  }

  #forgetOld(): void {
    for (const [token, { until }] of this.#remembered) {
      if (until > this.#clock.now()) break;
      this.#remembered.delete(token);
    }
  }
}

/** The same for the same request, whatever the order of its members. */
function digest(request: unknown): string {
  return hash('sha256', JSON.stringify(request, sorted));
}

function sorted(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
