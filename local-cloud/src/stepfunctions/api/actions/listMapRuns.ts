import type { ListMapRunsInput, ListMapRunsOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { arn, pageSize, pageToken } from '../members.ts';
import { paginate } from '../paging.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListMapRuns.html */
export function listMapRuns(context: Context): Operation<ListMapRunsInput, ListMapRunsOutput> {
  return {
    members: { executionArn: arn, maxResults: pageSize, nextToken: pageToken },
    permissions: ({ executionArn }) => [
      { action: 'states:ListMapRuns', resource: executionArn ?? '*' },
    ],
    handle(input) {
      const { execution } = context.executions.get(input.executionArn!);
      const runs = context.executions.mapRunsOf(execution);
      const scope = `map runs of ${execution.arn}`;
      const { items, nextToken } = paginate(runs, input, scope, (run) => run.arn);
      return {
        mapRuns: items.map((run) => ({
          executionArn: run.executionArn,
          mapRunArn: run.arn,
          stateMachineArn: run.stateMachineArn,
          startDate: new Date(run.startDate),
          ...(run.stopDate !== undefined && { stopDate: new Date(run.stopDate) }),
        })),
        ...(nextToken !== undefined && { nextToken }),
      };
    },
  };
}
