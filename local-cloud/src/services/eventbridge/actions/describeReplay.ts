import type { DescribeReplayRequest, DescribeReplayResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { replayName } from '../archive-members.ts';
import type { Replay, Replays } from '../replays.ts';

/**
 * Describes a replay. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeReplay.html
 */
export function describeReplay(
  replays: Replays,
): Operation<DescribeReplayRequest, DescribeReplayResponse> {
  return {
    members: { ReplayName: { ...replayName, required: true } },
    permissions: ({ ReplayName = '' }) => [
      { action: 'events:DescribeReplay', resource: replays.arn(ReplayName) },
    ],
    handle({ ReplayName = '' }) {
      const replay = replays.get(ReplayName);
      return {
        ...replayOf(replays, replay),
        ReplayArn: replays.arn(replay.name),
        ...(replay.description !== undefined && { Description: replay.description }),
        Destination: replay.destination,
      };
    },
  };
}

/** A replay as ListReplays tells it. */
export function replayOf({ archives }: Replays, replay: Replay) {
  const { reason, last, ended } = replay;
  return {
    ReplayName: replay.name,
    EventSourceArn: archives.arn(replay.archive),
    State: replay.state,
    ...(reason !== undefined && { StateReason: reason }),
    EventStartTime: new Date(replay.from),
    EventEndTime: new Date(replay.until),
    ...(last !== undefined && { EventLastReplayedTime: new Date(last) }),
    ReplayStartTime: new Date(replay.started),
    ...(ended !== undefined && { ReplayEndTime: new Date(ended) }),
  };
}
