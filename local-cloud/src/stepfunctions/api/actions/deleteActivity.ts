import type { DeleteActivityInput, DeleteActivityOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { arn } from '../members.ts';

/**
 * Deleting what is not there succeeds (recorded).
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteActivity.html
 */
export function deleteActivity(
  context: Context,
): Operation<DeleteActivityInput, DeleteActivityOutput> {
  return {
    members: { activityArn: arn },
    permissions: ({ activityArn }) => [
      { action: 'states:DeleteActivity', resource: activityArn ?? '*' },
    ],
    handle({ activityArn }) {
      context.activities.remove(activityArn!);
      return {};
    },
  };
}
