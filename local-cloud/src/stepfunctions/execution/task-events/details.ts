import type { TaskFailure } from '../../ports.ts';
import type { TaskLimits } from '../task-events.ts';

/** Error and cause, as far as they are given. */
export function problem({ error, cause }: TaskFailure): { error?: string; cause?: string } {
  return { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
}

/** Adds to the details of a Scheduled event what limits the task, as far as it is given. */
export function limited<Details extends object>(
  details: Details,
  { timeoutSeconds, heartbeatSeconds, roleArn }: Partial<TaskLimits>,
): Details & ScheduledLimits {
  const limits: ScheduledLimits = details;
  if (timeoutSeconds !== undefined) limits.timeoutInSeconds = timeoutSeconds;
  if (heartbeatSeconds !== undefined) limits.heartbeatInSeconds = heartbeatSeconds;
  if (roleArn !== undefined) limits.taskCredentials = { roleArn };
  return limits as Details & ScheduledLimits;
}

interface ScheduledLimits {
  timeoutInSeconds?: number;
  heartbeatInSeconds?: number;
  taskCredentials?: { roleArn: string };
}

/** Every timeout is called so, a missed heartbeat too (recorded). */
export const TIMEOUT = { error: 'States.Timeout' };
