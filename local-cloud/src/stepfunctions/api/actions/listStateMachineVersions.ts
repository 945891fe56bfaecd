import type {
  ListStateMachineVersionsInput,
  ListStateMachineVersionsOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { arn, pageSize, pageToken } from '../members.ts';
import { paginate } from '../paging.ts';

/**
 * Newest first (recorded). A state machine that is not there has none.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineVersions.html
 */
export function listStateMachineVersions(
  context: Context,
): Operation<ListStateMachineVersionsInput, ListStateMachineVersionsOutput> {
  return {
    members: { stateMachineArn: arn, maxResults: pageSize, nextToken: pageToken },
    permissions: ({ stateMachineArn }) => [
      { action: 'states:ListStateMachineVersions', resource: stateMachineArn ?? '*' },
    ],
    handle(input) {
      const machine = context.machines.find(input.stateMachineArn!);
      const { items, nextToken } = paginate(
        [...(machine?.versions.values() ?? [])].reverse(),
        input,
        `versions of ${input.stateMachineArn}`,
        (version) => version.arn,
      );
      return {
        stateMachineVersions: items.map((version) => ({
          stateMachineVersionArn: version.arn,
          creationDate: new Date(version.creationDate),
        })),
        ...(nextToken !== undefined && { nextToken }),
      };
    },
  };
}
