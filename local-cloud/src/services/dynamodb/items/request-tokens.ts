import { hash } from 'node:crypto';
import type { Clock } from '../../../core/clock.ts';
import { AwsError } from '../../../core/errors.ts';
import { PackedList } from '../../../core/packed-list.ts';

/** A client request token is remembered for ten minutes after the request that used it. */
const TOKEN_LIFETIME = 10 * 60 * 1000;

/** A request that was answered. */
export interface Remembered<Outcome> {
  readonly token: string;
  /** Its digest. */
  readonly request: string;
  readonly outcome: Outcome;
  readonly until: number;
}

type Until = Pick<Remembered<unknown>, 'until'>;

/** Makes requests with a ClientRequestToken idempotent. */
export class RequestTokens<Outcome> {
  readonly #clock: Clock;
  readonly #remembered: PackedList<Remembered<Outcome>, Until>;
  /** By token, until when it is remembered. */
  readonly #until = new Map<string, number>();

  /** @param sizeOf what an outcome takes, in bytes */
  constructor(clock: Clock, sizeOf: (outcome: Outcome) => number) {
    this.#clock = clock;
    this.#remembered = new PackedList<Remembered<Outcome>, Until>(
      ({ until }) => ({ until }),
      ({ token, request, outcome }) => token.length + request.length + sizeOf(outcome),
    );
  }

  /** In the order of their requests. */
  all(): Remembered<Outcome>[] {
    return [...this.#remembered.from()];
  }

  load(remembered: Remembered<Outcome>): void {
    this.#remembered.push(remembered);
    this.#until.set(remembered.token, remembered.until);
  }

  /** The outcome of the same request earlier. Throws IdempotentParameterMismatchException. */
  find(token: string | undefined, request: unknown): Outcome | undefined {
    this.#forgetOld();
    const earlier = token === undefined ? undefined : this.#earlier(token);
    if (earlier === undefined || earlier.request === digest(request)) return earlier?.outcome;
    throw new AwsError(
      'IdempotentParameterMismatchException',
      'The request uses the same client token as a previous, but non-identical request.',
    );
  }

  remember(token: string | undefined, request: unknown, outcome: Outcome): void {
    if (token === undefined) return;
    const until = this.#clock.now() + TOKEN_LIFETIME;
    this.load({ token, request: digest(request), outcome, until });
  }

  #earlier(token: string): Remembered<Outcome> | undefined {
    const known = this.#until.get(token);
    if (known === undefined) return undefined;
    for (const one of this.#remembered.from(({ until }) => until < known)) {
      if (one.token === token) return one;
    }
    return undefined;
  }

  #forgetOld(): void {
    const now = this.#clock.now();
    if ((this.#remembered.first?.until ?? Infinity) > now) return;
    for (const { token, until } of this.#remembered.from()) {
      if (until > now) break;
      this.#until.delete(token);
    }
    this.#remembered.dropWhile(({ until }) => until <= now);
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
