import type {
  DescribeStateMachineAliasInput,
  DescribeStateMachineAliasOutput,
} from '@aws-sdk/client-sfn';
import { findAlias } from '../aliases.ts';
import { unqualified } from '../arn.ts';
import { arn } from '../constraints.ts';
import type { Context } from '../context.ts';
import { serve } from '../served.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineAlias.html */
export function describeStateMachineAlias(context: Context) {
  return serve<DescribeStateMachineAliasInput, DescribeStateMachineAliasOutput>({
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
  });
}
