import type { ListActivitiesInput, ListActivitiesOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { pageSize, pageToken } from '../members.ts';
import { paginate } from '../paging.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListActivities.html */
export function listActivities(
  context: Context,
): Operation<ListActivitiesInput, ListActivitiesOutput> {
  return {
    members: { maxResults: pageSize, nextToken: pageToken },
    permissions: () => [{ action: 'states:ListActivities', resource: '*' }],
    handle(input) {
      const { items, nextToken } = paginate(
        context.activities.list(),
        input,
        'activities',
        ({ arn }) => arn,
      );
      return {
        activities: items.map(({ arn, name, creationDate }) => ({
          activityArn: arn,
          name,
          creationDate: new Date(creationDate),
        })),
        ...(nextToken !== undefined && { nextToken }),
      };
    },
  };
}
