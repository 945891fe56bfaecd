import { AwsError } from '../core/errors.ts';
import type { HostedFunction } from './types.ts';

/** Concurrent executions: of each function, and of the account. */
export class Concurrency {
  readonly #account: number;
  readonly #executions = new Map<string, number>();
  #unreserved = 0;

  constructor(account: number) {
    this.#account = account;
  }

  /**
   * Counts an execution in; the returned function counts it out.
   *
   * @throws TooManyRequestsException, with the reason
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
   */
  enter(fn: HostedFunction): () => void {
    const { arn, reservedConcurrency } = fn;
    const running = this.#executions.get(arn) ?? 0;
    if (reservedConcurrency !== undefined) {
      if (running >= reservedConcurrency) throw throttled('ReservedFunctionConcurrentInvocation');
    } else if (this.#unreserved >= this.#account) {
      throw throttled('ConcurrentInvocation');
    }
    const change = (by: 1 | -1) => {
      this.#executions.set(arn, (this.#executions.get(arn) ?? 0) + by);
      if (reservedConcurrency === undefined) this.#unreserved += by;
    };
    change(1);
    return () => change(-1);
  }
}

/** The error of an invocation for which there is no concurrency left. */
export function throttled(limit: string): AwsError {
  return new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
    status: 429,
    members: { Reason: `${limit}LimitExceeded`, Type: 'User' },
  });
}
