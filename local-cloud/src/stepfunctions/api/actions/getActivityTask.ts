import type { GetActivityTaskInput, GetActivityTaskOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { arn } from '../members.ts';

/**
 * A long poll: within 60 seconds a task, or an answer without one.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html
 */
export function getActivityTask(
  context: Context,
): Operation<GetActivityTaskInput, GetActivityTaskOutput> {
  return {
    members: { activityArn: arn, workerName: { length: [1, 80] } },
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
  };
}
