import type { SendTaskFailureInput, SendTaskFailureOutput } from '@aws-sdk/client-sfn';
import type { Context } from '../context.ts';
import { serve } from '../served.ts';
import { checkToken, taskToken } from '../task-tokens.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html */
export function sendTaskFailure(context: Context) {
  return serve<SendTaskFailureInput, SendTaskFailureOutput>({
    members: { taskToken, error: { max: 256 }, cause: { max: 32_768 } },
    permissions: () => [{ action: 'states:SendTaskFailure', resource: '*' }],
    handle({ taskToken: token, error, cause }) {
      const failure = {
        ...(error !== undefined && { error }),
        ...(cause !== undefined && { cause }),
      };
      checkToken(context.engine.failTask(token!, failure));
      return {};
    },
  });
}
