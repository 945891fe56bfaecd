import type { DescribeActivityInput, DescribeActivityOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { arn } from '../members.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeActivity.html */
export function describeActivity(
  context: Context,
): Operation<DescribeActivityInput, DescribeActivityOutput> {
  return {
    members: { activityArn: arn },
    permissions: ({ activityArn }) => [
      { action: 'states:DescribeActivity', resource: activityArn ?? '*' },
    ],
    handle({ activityArn }) {
      const activity = context.activities.get(activityArn!);
      return {
        activityArn: activity.arn,
        name: activity.name,
        creationDate: new Date(activity.creationDate),
        encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
      };
    },
  };
}
