import type { StartSyncExecutionInput, StartSyncExecutionOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Execution } from '../../execution/types.ts';
import { arnIn, begin, checkBegin, findAsked } from '../begin.ts';
import type { Context } from '../context.ts';
import { typeNotSupported } from '../errors.ts';
import { arn, executionName, includedData, payload, traceHeader } from '../members.ts';

/**
 * Runs an execution of an Express machine and waits for its end.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
 */
export function startSyncExecution(
  context: Context,
): Operation<StartSyncExecutionInput, StartSyncExecutionOutput> {
  return {
    members: {
      stateMachineArn: arn,
      name: executionName,
      input: payload,
      traceHeader,
      includedData,
    },
    permissions: ({ stateMachineArn }) => [
      { action: 'states:StartSyncExecution', resource: arnIn(context, stateMachineArn ?? '*') },
    ],
    async handle(input, call) {
      const asked = findAsked(context, input.stateMachineArn!);
      if (asked.machine.type !== 'EXPRESS') throw typeNotSupported();
      const read = checkBegin(asked, input);
      const name = input.name ?? context.cloud.random.uuid();
      const execution = begin(context, asked, { ...input, name, payload: read, sync: true });
      await call.waiting(new Promise<void>((resolve) => execution.onEnd(() => resolve())));
      return answer(execution, input.includedData === 'METADATA_ONLY');
    },
  };
}

function answer(execution: Execution, metadataOnly: boolean): StartSyncExecutionOutput {
  const { output, error, cause, spec } = execution;
  const included = { included: !metadataOnly };
  return {
    executionArn: execution.arn,
    stateMachineArn: spec.stateMachineVersionArn ?? spec.stateMachineArn,
    name: execution.name,
    status: execution.status as 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT',
    startDate: new Date(execution.startDate),
    stopDate: new Date(execution.stopDate!),
    ...(!metadataOnly && { input: execution.input }),
    inputDetails: included,
    ...(output !== undefined && !metadataOnly && { output }),
    outputDetails: included,
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    ...(spec.traceHeader !== undefined && { traceHeader: spec.traceHeader }),
    billingDetails: billing(execution),
  };
}

/** Time is billed in steps of 100 ms, memory in steps of 64 MB. */
function billing(execution: Execution) {
  const duration = execution.stopDate! - execution.startDate;
  return {
    billedDurationInMilliseconds: Math.max(1, Math.ceil(duration / 100)) * 100,
    billedMemoryUsedInMB: 64,
  };
}
