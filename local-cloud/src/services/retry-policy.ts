import type { AwsError } from '../core/errors.ts';
import { NoRoom } from '../core/heap-room.ts';
import type { Cloud } from '../core/service.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
export const DEFAULT_ATTEMPTS = 185;
export const DEFAULT_AGE_SECONDS = 86_400;
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 600_000;

/** How often, and for how long, EventBridge and its Scheduler try again. */
export interface RetryPolicy {
  readonly MaximumRetryAttempts?: number | undefined;
  readonly MaximumEventAgeInSeconds?: number | undefined;
}

/** Which limit of the retry policy ended the attempts. */
export type Exhausted = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

/** Exponential back-off with jitter, in milliseconds. */
export function delayBefore({ random }: Pick<Cloud, 'random'>, retry: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** (retry - 1), LONGEST_DELAY_MS) * random.float();
}

/**
 * Which limit one more retry would break.
 *
 * @param age that the event will have then, in milliseconds
 */
export function whatIsExhausted(
  policy: RetryPolicy | undefined,
  retries: number,
  age: number,
): Exhausted | undefined {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = policy ?? {};
  if (retries >= (MaximumRetryAttempts ?? DEFAULT_ATTEMPTS)) return 'MaximumRetryAttempts';
  return age / 1000 > (MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS)
    ? 'MaximumEventAgeInSeconds'
    : undefined;
}

/**
 * Missing permissions and targets do not come back by themselves; throttling and outages do. What waits where memory
 * is used up would use up more of it.
 */
export function mayPass(failure: AwsError): boolean {
  if (failure instanceof NoRoom) return false;
  return (
    failure.fault === 'server' ||
    /Thrott|TooManyRequests|LimitExceeded|ThroughputExceeded/.test(failure.code)
  );
}
