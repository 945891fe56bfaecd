import type { StopExecutionInput, StopExecutionOutput } from '@aws-sdk/client-sfn';
import { arn } from '../constraints.ts';
import type { Context } from '../context.ts';
import { serve } from '../served.ts';

/**
 * Stopping what has ended already succeeds and changes nothing.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html
 */
export function stopExecution(context: Context) {
  return serve<StopExecutionInput, StopExecutionOutput>({
    members: { executionArn: arn, error: { max: 256 }, cause: { max: 32_768 } },
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
  });
}
