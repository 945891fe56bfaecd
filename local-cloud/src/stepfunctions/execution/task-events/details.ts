import type { TaskFailure } from '../../ports.ts';
import type { Scheduled } from '../task-events.ts';

/** Error and cause, as far as they are given. */
export function problem(failure: TaskFailure): { error?: string; cause?: string } {
  return {
    ...(failure.error !== undefined && { error: failure.error }),
    ...(failure.cause !== undefined && { cause: failure.cause }),
  };
}

export function limits(scheduled: Scheduled): {
  timeoutInSeconds?: number;
  heartbeatInSeconds?: number;
} {
  return {
    ...(scheduled.timeoutInSeconds !== undefined && {
      timeoutInSeconds: scheduled.timeoutInSeconds,
    }),
    ...(scheduled.heartbeatInSeconds !== undefined && {
      heartbeatInSeconds: scheduled.heartbeatInSeconds,
    }),
  };
}

/** Every timeout is called so, a missed heartbeat too (recorded). */
export const TIMEOUT = { error: 'States.Timeout' };
