import type { ListStateMachinesInput, ListStateMachinesOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { pageSize, pageToken } from '../members.ts';
import { paginate } from '../paging.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */
export function listStateMachines(
  context: Context,
): Operation<ListStateMachinesInput, ListStateMachinesOutput> {
  return {
    members: { maxResults: pageSize, nextToken: pageToken },
    permissions: () => [{ action: 'states:ListStateMachines', resource: '*' }],
    handle(input) {
      const { items, nextToken } = paginate(
        context.machines.list(),
        input,
        'stateMachines',
        ({ arn }) => arn,
      );
      return {
        stateMachines: items.map(({ arn, name, type, creationDate }) => ({
          stateMachineArn: arn,
          name,
          type,
          creationDate: new Date(creationDate),
        })),
        ...(nextToken !== undefined && { nextToken }),
      };
    },
  };
}
