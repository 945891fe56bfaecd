import type { StartReplayRequest, StartReplayResponse } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { description, replayName, sourceArn } from '../archive-members.ts';
import type { Replays } from '../replays.ts';

/**
 * Puts the events of a time on their bus again, for all of its rules or for some. Errors:
 * LimitExceededException for more than ten at a time, ResourceAlreadyExistsException,
 * ResourceNotFoundException (bus), ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_StartReplay.html
 */
export function startReplay(replays: Replays): Operation<StartReplayRequest, StartReplayResponse> {
  const { archives } = replays;
  return {
    members: {
      ReplayName: { ...replayName, required: true },
      Description: description,
      EventSourceArn: { ...sourceArn, required: true },
      EventStartTime: { required: true },
      EventEndTime: { required: true },
      Destination: {
        required: true,
        members: {
          Arn: { required: true, length: [1, 1600] },
          FilterArns: { items: { length: [1, 1600] } },
        },
      },
    },
    permissions: ({ ReplayName = '', EventSourceArn = '*', Destination = { Arn: '*' } }) =>
      [replays.arn(ReplayName), EventSourceArn, Destination.Arn ?? '*'].map((resource) => ({
        action: 'events:StartReplay',
        resource,
      })),
    handle({ ReplayName: name = '', EventSourceArn = '', Destination = { Arn: '' }, ...rest }) {
      const { rules } = archives;
      const [from, until] = [rest.EventStartTime!.getTime(), rest.EventEndTime!.getTime()];
      const prefix = archives.arn('');
      if (!EventSourceArn.startsWith(prefix)) {
        throw invalid('EventSourceArn', 'Must contain an archive ARN.');
      }
      const archive = archives.find(EventSourceArn.slice(prefix.length));
      if (archive === undefined) {
        throw invalid(
          'EventSourceArn',
          `Archive ${EventSourceArn.slice(prefix.length)} does not exist.`,
        );
      }
      if (!Destination.Arn?.startsWith(rules.buses.arn(''))) {
        throw invalid('Destination.Arn', 'Must contain an event bus ARN.');
      }
      if (rules.buses.get(Destination.Arn).name !== archive.bus) {
        throw invalid('Destination.Arn', 'Cross event bus replay is not permitted.');
      }
      if (from >= until) {
        throw invalid('EventEndTime', 'EventStartTime must be before EventEndTime.');
      }
      const replay = replays.start({
        name,
        description: rest.Description,
        archive: archive.name,
        destination: Destination,
        from,
        until,
      });
      return {
        ReplayArn: replays.arn(name),
        State: replay.state,
        ReplayStartTime: new Date(replay.started),
      };
    },
  };
}

function invalid(parameter: string, reason: string): AwsError {
  return new AwsError(
    'ValidationException',
    `Parameter ${parameter} is not valid. Reason: ${reason}`,
  );
}
