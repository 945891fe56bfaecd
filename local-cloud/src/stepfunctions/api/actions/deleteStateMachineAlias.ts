import type {
  DeleteStateMachineAliasInput,
  DeleteStateMachineAliasOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import { findAlias } from '../aliases.ts';
import { unqualified } from '../arn.ts';
import type { Context } from '../context.ts';
import { arn } from '../members.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineAlias.html */
export function deleteStateMachineAlias(
  context: Context,
): Operation<DeleteStateMachineAliasInput, DeleteStateMachineAliasOutput> {
  return {
    members: { stateMachineAliasArn: arn },
    permissions: ({ stateMachineAliasArn }) => [
      {
        action: 'states:DeleteStateMachineAlias',
        resource: unqualified(stateMachineAliasArn ?? '*'),
      },
    ],
    handle({ stateMachineAliasArn }) {
      const { machine, alias } = findAlias(context, stateMachineAliasArn!);
      machine.aliases.delete(alias.arn);
      return {};
    },
  };
}
