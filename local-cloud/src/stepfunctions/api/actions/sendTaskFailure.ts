import type { SendTaskFailureInput, SendTaskFailureOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { cause, error } from '../members.ts';
import { checkToken, taskToken } from '../task-tokens.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html */
export function sendTaskFailure(
  context: Context,
): Operation<SendTaskFailureInput, SendTaskFailureOutput> {
  return {
    members: { taskToken, error, cause },
    permissions: () => [{ action: 'states:SendTaskFailure', resource: '*' }],
    handle({ taskToken: token, error, cause }) {
      const failure = {
        ...(error !== undefined && { error }),
        ...(cause !== undefined && { cause }),
      };
      checkToken(context.engine.failTask(token!, failure));
      return {};
    },
  };
}
