import type { SendTaskSuccessInput, SendTaskSuccessOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { checkTaskOutput } from '../json-data.ts';
import { payload } from '../members.ts';
import { checkToken, taskToken } from '../task-tokens.ts';

/**
 * A token that cannot be used is told of before an output that is no JSON (recorded).
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
 */
export function sendTaskSuccess(
  context: Context,
): Operation<SendTaskSuccessInput, SendTaskSuccessOutput> {
  return {
    members: { taskToken, output: { ...payload, required: true } },
    permissions: () => [{ action: 'states:SendTaskSuccess', resource: '*' }],
    handle({ taskToken: token, output }) {
      checkToken(context.engine.tokenProblem(token!));
      checkTaskOutput(output!);
      context.engine.succeedTask(token!, output!);
      return {};
    },
  };
}
