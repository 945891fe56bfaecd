import type {
  CreateScheduleGroupInput,
  CreateScheduleGroupOutput,
} from '@aws-sdk/client-scheduler';
import type { Operation } from '../../../core/service.ts';
import type { Groups } from '../groups.ts';
import { clientToken, name, tags } from '../members.ts';

/**
 * Makes a group; the same request again, by its ClientToken, gives the group that it made.
 * Errors: ConflictException, ValidationException.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html
 */
export function createScheduleGroup(
  groups: Groups,
): Operation<CreateScheduleGroupInput, CreateScheduleGroupOutput> {
  return {
    members: { Name: name, Tags: tags, ClientToken: clientToken },
    permissions: ({ Name, Tags }) => [
      groups.permission('CreateScheduleGroup', Name),
      ...(Tags === undefined ? [] : [groups.permission('TagResource', Name)]),
    ],
    handle({ Name = '', Tags = [], ClientToken }) {
      return { ScheduleGroupArn: groups.create(Name, Tags, ClientToken).arn };
    },
  };
}
