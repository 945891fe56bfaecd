import type { SendTaskHeartbeatInput, SendTaskHeartbeatOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Context } from '../context.ts';
import { checkToken, taskToken } from '../task-tokens.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html */
export function sendTaskHeartbeat(
  context: Context,
): Operation<SendTaskHeartbeatInput, SendTaskHeartbeatOutput> {
  return {
    members: { taskToken },
    permissions: () => [{ action: 'states:SendTaskHeartbeat', resource: '*' }],
    handle({ taskToken: token }) {
      checkToken(context.engine.heartbeatTask(token!));
      return {};
    },
  };
}
