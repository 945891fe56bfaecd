import type { SendTaskHeartbeatInput, SendTaskHeartbeatOutput } from '@aws-sdk/client-sfn';
import type { Context } from '../context.ts';
import { serve } from '../served.ts';
import { checkToken, taskToken } from '../task-tokens.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html */
export function sendTaskHeartbeat(context: Context) {
  return serve<SendTaskHeartbeatInput, SendTaskHeartbeatOutput>({
    members: { taskToken },
    permissions: () => [{ action: 'states:SendTaskHeartbeat', resource: '*' }],
    handle({ taskToken: token }) {
      checkToken(context.engine.heartbeatTask(token!));
      return {};
    },
  });
}
