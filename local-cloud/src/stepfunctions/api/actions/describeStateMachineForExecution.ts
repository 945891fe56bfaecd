import type {
  DescribeStateMachineForExecutionInput,
  DescribeStateMachineForExecutionOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { arn, includedData } from '../members.ts';
import { describeRevision } from '../revision.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html */
export function describeStateMachineForExecution(
  context: Context,
): Operation<DescribeStateMachineForExecutionInput, DescribeStateMachineForExecutionOutput> {
  return {
    members: { executionArn: arn, includedData },
    permissions: ({ executionArn }) => [
      { action: 'states:DescribeStateMachineForExecution', resource: executionArn ?? '*' },
    ],
    handle(input) {
      const { execution, revision } = context.executions.get(input.executionArn!);
      const { stateMachineName, stateMachineArn, mapRunArn } = execution.spec;
      const label = stateMachineName.split('/')[1];
      return {
        stateMachineArn,
        name: stateMachineName,
        updateDate: new Date(revision.date),
        ...describeRevision(revision, input.includedData === 'METADATA_ONLY'),
        ...(mapRunArn !== undefined && { mapRunArn }),
        ...(label !== undefined && { label }),
      };
    },
  };
}
