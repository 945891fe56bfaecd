import type { RedriveExecutionInput, RedriveExecutionOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { arn } from '../members.ts';
import { redriveStatusOf } from '../redrive-status.ts';

/**
 * Continues from the steps that did not succeed. The same client token does not redrive twice.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html
 */
export function redriveExecution(
  context: Context,
): Operation<RedriveExecutionInput, RedriveExecutionOutput> {
  const tokens = new Map<string, number>();
  return {
    members: { executionArn: arn, clientToken: { length: [1, 64], pattern: '[!-~]+' } },
    permissions: ({ executionArn }) => [
      { action: 'states:RedriveExecution', resource: executionArn ?? '*' },
    ],
    handle({ executionArn, clientToken }) {
      const { execution, revision } = context.executions.get(executionArn!);
      const key = clientToken === undefined ? undefined : `${executionArn} ${clientToken}`;
      const done = key === undefined ? undefined : tokens.get(key);
      if (done !== undefined) return { redriveDate: new Date(done) };
      if (context.machines.byName(execution.spec.stateMachineName)?.deleting) {
        throw notRedrivable('State machine is in DELETING status');
      }
      const { redriveStatus, redriveStatusReason } = redriveStatusOf(
        execution,
        context.cloud.clock.now(),
      );
      if (redriveStatus !== 'REDRIVABLE') {
        throw notRedrivable(redriveStatusReason ?? 'Execution is redriven by its Map Run');
      }
      context.running.begin(execution.spec, revision);
      context.engine.redrive(execution);
      context.executions.follow(execution);
      const redriveDate = execution.redriveDate ?? context.cloud.clock.now();
      if (key !== undefined) tokens.set(key, redriveDate);
      return { redriveDate: new Date(redriveDate) };
    },
  };
}

function notRedrivable(reason: string): AwsError {
  return new AwsError('ExecutionNotRedrivable', reason);
}
