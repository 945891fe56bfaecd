import type { StartExecutionInput, StartExecutionOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { Execution } from '../../execution/types.ts';
import { arnIn, begin, checkBegin, findAsked } from '../begin.ts';
import type { Context } from '../context.ts';
import { arn, executionName, payload, traceHeader } from '../members.ts';

/**
 * For Standard machines a name can be used once: again with the same input while the execution is
 * running it gives that execution (recorded).
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function startExecution(
  context: Context,
): Operation<StartExecutionInput, StartExecutionOutput> {
  return {
    members: {
      stateMachineArn: arn,
      name: executionName,
      input: payload,
      traceHeader,
    },
    permissions: ({ stateMachineArn }) => [
      { action: 'states:StartExecution', resource: arnIn(context, stateMachineArn ?? '*') },
    ],
    handle(input) {
      const asked = findAsked(context, input.stateMachineArn!);
      const read = checkBegin(asked, input);
      const { machine, testCase } = asked;
      const name = input.name ?? context.cloud.random.uuid();
      if (machine.type === 'STANDARD' && input.name !== undefined) {
        const arnText = context.arns.execution(machine.name, name);
        const known = context.executions.find(arnText, machine.name);
        if (known !== undefined) return answer(same(known.execution, read.text, testCase?.name));
      }
      context.running.checkRoom();
      return answer(begin(context, asked, { ...input, name, payload: read }));
    },
  };
}

function same(known: Execution, input: string, testCase: string | undefined): Execution {
  const { status, spec } = known;
  const isSame = spec.input === input && spec.testCase?.name === testCase;
  if (status === 'RUNNING' && isSame) return known;
  throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${known.arn}'`);
}

function answer(execution: Execution): StartExecutionOutput {
  return { executionArn: execution.arn, startDate: new Date(execution.startDate) };
}
