import type { DescribeExecutionInput, DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Execution } from '../../execution/types.ts';
import type { Context } from '../context.ts';
import { executionSummary } from '../execution-summary.ts';
import { arn, includedData } from '../members.ts';
import { redriveStatusOf } from '../redrive-status.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
export function describeExecution(
  context: Context,
): Operation<DescribeExecutionInput, DescribeExecutionOutput> {
  return {
    members: { executionArn: arn, includedData },
    permissions: ({ executionArn }) => [
      { action: 'states:DescribeExecution', resource: executionArn ?? '*' },
    ],
    handle(input) {
      const { execution } = context.executions.get(input.executionArn!);
      return {
        ...summary(execution),
        ...data(execution, input.includedData === 'METADATA_ONLY'),
        ...redriveStatusOf(execution, context.cloud.clock.now()),
      };
    },
  };
}

function summary(execution: Execution) {
  const { spec, error, cause } = execution;
  return {
    ...executionSummary(execution),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    ...(spec.traceHeader !== undefined && { traceHeader: spec.traceHeader }),
  };
}

/** Recorded: `outputDetails` is there only with an output. */
function data({ input, output }: Execution, metadataOnly: boolean) {
  const included = { included: !metadataOnly };
  return {
    ...(!metadataOnly && { input }),
    inputDetails: included,
    ...(output !== undefined && { ...(!metadataOnly && { output }), outputDetails: included }),
  };
}
