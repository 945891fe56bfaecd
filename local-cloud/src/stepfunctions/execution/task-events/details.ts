import type { TaskLimits } from '../task-events.ts';

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
