import type { DeleteActivityInput, DeleteActivityOutput } from '@aws-sdk/client-sfn';
import { arn } from '../constraints.ts';
import type { Context } from '../context.ts';
import { serve } from '../served.ts';

/**
 * Deleting what is not there succeeds (recorded).
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteActivity.html
 */
export function deleteActivity(context: Context) {
  return serve<DeleteActivityInput, DeleteActivityOutput>({
    members: { activityArn: arn },
    permissions: ({ activityArn }) => [
      { action: 'states:DeleteActivity', resource: activityArn ?? '*' },
    ],
    handle({ activityArn }) {
      context.activities.remove(activityArn!);
      return {};
    },
  });
}
