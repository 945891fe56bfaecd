import type { CancelReplayRequest, CancelReplayResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { replayName } from '../archive-members.ts';
import type { Replays } from '../replays.ts';

/**
 * Cancels a replay that is not over; what was replayed stays so. Errors: IllegalStatusException,
 * ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CancelReplay.html
 */
export function cancelReplay(
  replays: Replays,
): Operation<CancelReplayRequest, CancelReplayResponse> {
  return {
    members: { ReplayName: { ...replayName, required: true } },
    permissions: ({ ReplayName = '' }) => [
      { action: 'events:CancelReplay', resource: replays.arn(ReplayName) },
    ],
    handle({ ReplayName = '' }) {
      const { name, state } = replays.cancel(ReplayName);
      return { ReplayArn: replays.arn(name), State: state };
    },
  };
}
