import type { GetActivityTaskInput, GetActivityTaskOutput } from '@aws-sdk/client-sfn';
import { arn } from '../constraints.ts';
import type { Context } from '../context.ts';
import { serve } from '../served.ts';

/**
 * A long poll: within 60 seconds a task, or an answer without one.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html
 */
export function getActivityTask(context: Context) {
  return serve<GetActivityTaskInput, GetActivityTaskOutput>({
    members: { activityArn: arn, workerName: { min: 1, max: 80 } },
    permissions: ({ activityArn }) => [
      { action: 'states:GetActivityTask', resource: activityArn ?? '*' },
    ],
    async handle({ activityArn, workerName }, call) {
      const activity = context.activities.get(activityArn!);
      const task = await call.waiting(context.activities.take(activity.arn, call.signal));
      if (task === undefined) return {};
      task.taken(workerName);
      return { taskToken: task.taskToken, input: task.input };
    },
  });
}
