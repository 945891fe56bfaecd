import type {
  ListStateMachineAliasesInput,
  ListStateMachineAliasesOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import { unqualified } from '../arn.ts';
import type { Context } from '../context.ts';
import { stateMachineDeleting } from '../errors.ts';
import { arn, pageSize, pageToken } from '../members.ts';
import { paginate } from '../paging.ts';

/**
 * The aliases of a state machine, or those that route to one of its versions.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineAliases.html
 */
export function listStateMachineAliases(
  context: Context,
): Operation<ListStateMachineAliasesInput, ListStateMachineAliasesOutput> {
  return {
    members: { stateMachineArn: arn, maxResults: pageSize, nextToken: pageToken },
    permissions: ({ stateMachineArn }) => [
      { action: 'states:ListStateMachineAliases', resource: unqualified(stateMachineArn ?? '*') },
    ],
    handle(input) {
      const { machine, version } = context.machines.resolve(input.stateMachineArn!);
      if (machine.deleting) throw stateMachineDeleting(machine.arn);
      const aliases = [...machine.aliases.values()].filter(
        ({ routing }) =>
          version === undefined ||
          routing.some((item) => item.stateMachineVersionArn === version.arn),
      );
      const scope = `aliases of ${input.stateMachineArn}`;
      const { items, nextToken } = paginate(aliases, input, scope, (alias) => alias.arn);
      return {
        stateMachineAliases: items.map((alias) => ({
          stateMachineAliasArn: alias.arn,
          creationDate: new Date(alias.creationDate),
        })),
        ...(nextToken !== undefined && { nextToken }),
      };
    },
  };
}
