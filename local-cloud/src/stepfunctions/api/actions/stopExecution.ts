import type { StopExecutionInput, StopExecutionOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { arn, cause, error } from '../members.ts';

/**
 * Stopping what has ended already succeeds and changes nothing.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html
 */
export function stopExecution(
  context: Context,
): Operation<StopExecutionInput, StopExecutionOutput> {
  return {
    members: { executionArn: arn, error, cause },
    permissions: ({ executionArn }) => [
      { action: 'states:StopExecution', resource: executionArn ?? '*' },
    ],
    handle({ executionArn, error, cause }) {
      const { execution } = context.executions.get(executionArn!);
      if (execution.status === 'RUNNING') {
        context.engine.stop(execution, {
          ...(error !== undefined && { error }),
          ...(cause !== undefined && { cause }),
        });
      }
      return { stopDate: new Date(execution.stopDate ?? context.cloud.clock.now()) };
    },
  };
}
