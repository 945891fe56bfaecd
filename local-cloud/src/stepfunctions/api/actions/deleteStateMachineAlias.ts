import type {
  DeleteStateMachineAliasInput,
  DeleteStateMachineAliasOutput,
} from '@aws-sdk/client-sfn';
import { findAlias } from '../aliases.ts';
import { unqualified } from '../arn.ts';
import { arn } from '../constraints.ts';
import type { Context } from '../context.ts';
import { serve } from '../served.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineAlias.html */
export function deleteStateMachineAlias(context: Context) {
  return serve<DeleteStateMachineAliasInput, DeleteStateMachineAliasOutput>({
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
  });
}
