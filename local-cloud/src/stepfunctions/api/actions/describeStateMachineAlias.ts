import type {
  DescribeStateMachineAliasInput,
  DescribeStateMachineAliasOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import { findAlias } from '../aliases.ts';
import { unqualified } from '../arn.ts';
import type { Context } from '../context.ts';
import { arn } from '../members.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineAlias.html */
export function describeStateMachineAlias(
  context: Context,
): Operation<DescribeStateMachineAliasInput, DescribeStateMachineAliasOutput> {
  return {
    members: { stateMachineAliasArn: arn },
    permissions: ({ stateMachineAliasArn }) => [
      {
        action: 'states:DescribeStateMachineAlias',
        resource: unqualified(stateMachineAliasArn ?? '*'),
      },
    ],
    handle({ stateMachineAliasArn }) {
      const { alias } = findAlias(context, stateMachineAliasArn!);
      return {
        stateMachineAliasArn: alias.arn,
        name: alias.name,
        ...(alias.description !== undefined && { description: alias.description }),
        routingConfiguration: [...alias.routing],
        creationDate: new Date(alias.creationDate),
        updateDate: new Date(alias.updateDate),
      };
    },
  };
}
