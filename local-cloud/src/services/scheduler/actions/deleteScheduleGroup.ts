import type {
  DeleteScheduleGroupInput,
  DeleteScheduleGroupOutput,
} from '@aws-sdk/client-scheduler';
import type { Operation } from '../../../core/service.ts';
import { invalid } from '../errors.ts';
import { DEFAULT_GROUP } from '../groups.ts';
import { clientToken, name } from '../members.ts';
import type { Scheduler } from '../scheduler.ts';

/**
 * Deletes a group with all its schedules: at once, where AWS takes its time in the state DELETING.
 * Errors: ResourceNotFoundException; ValidationException for the default group.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteScheduleGroup.html
 */
export function deleteScheduleGroup({
  groups,
  schedules,
}: Scheduler): Operation<DeleteScheduleGroupInput, DeleteScheduleGroupOutput> {
  return {
    members: { Name: name, ClientToken: clientToken },
    permissions: ({ Name }) => [groups.permission('DeleteScheduleGroup', Name)],
    handle({ Name }) {
      const group = groups.get(Name);
      if (group.name === DEFAULT_GROUP) throw invalid('The default group cannot be deleted.');
      const its = schedules.all().filter(({ settings }) => settings.GroupName === group.name);
      for (const schedule of its) schedules.delete(schedule);
      groups.delete(group.name);
      return {};
    },
  };
}
