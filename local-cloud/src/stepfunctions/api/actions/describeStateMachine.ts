import type { DescribeStateMachineInput, DescribeStateMachineOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { stateMachineDoesNotExist } from '../errors.ts';
import { arn, includedData } from '../members.ts';
import { describeRevision } from '../revision.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html */
export function describeStateMachine(
  context: Context,
): Operation<DescribeStateMachineInput, DescribeStateMachineOutput> {
  return {
    members: { stateMachineArn: arn, includedData },
    permissions: ({ stateMachineArn }) => [
      { action: 'states:DescribeStateMachine', resource: stateMachineArn ?? '*' },
    ],
    handle(input) {
      const { machine, version, alias } = context.machines.resolve(input.stateMachineArn!);
      if (alias !== undefined) throw stateMachineDoesNotExist(input.stateMachineArn!);
      const { description } = version ?? {};
      return {
        stateMachineArn: version?.arn ?? machine.arn,
        name: machine.name,
        status: machine.deleting ? 'DELETING' : 'ACTIVE',
        type: machine.type,
        creationDate: new Date((version ?? machine).creationDate),
        ...describeRevision(
          version?.revision ?? machine.current,
          input.includedData === 'METADATA_ONLY',
        ),
        ...(description !== undefined && { description }),
      };
    },
  };
}
