import type { SendTaskSuccessInput, SendTaskSuccessOutput } from '@aws-sdk/client-sfn';
import type { Context } from '../context.ts';
import { checkTaskOutput } from '../json-data.ts';
import { serve } from '../served.ts';
import { checkToken, taskToken } from '../task-tokens.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */
export function sendTaskSuccess(context: Context) {
  return serve<SendTaskSuccessInput, SendTaskSuccessOutput>({
    members: { taskToken, output: { required: true } },
    permissions: () => [{ action: 'states:SendTaskSuccess', resource: '*' }],
    handle({ taskToken: token, output }) {
      checkTaskOutput(output!);
      checkToken(context.engine.succeedTask(token!, output!));
      return {};
    },
  });
}
