import type { DeleteScheduleInput, DeleteScheduleOutput } from '@aws-sdk/client-scheduler';
import type { Operation } from '../../../core/service.ts';
import { clientToken, groupName, name } from '../members.ts';
import type { Scheduler } from '../scheduler.ts';

/**
 * Deletes a schedule. What it is trying again goes on.
 * Errors: ResourceNotFoundException, for a second request with the same ClientToken, too.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteSchedule.html
 */
export function deleteSchedule({
  schedules,
}: Scheduler): Operation<DeleteScheduleInput, DeleteScheduleOutput> {
  return {
    members: { Name: name, GroupName: groupName, ClientToken: clientToken },
    permissions: (input) => [schedules.permission('DeleteSchedule', input)],
    handle({ Name, GroupName }) {
      schedules.delete(schedules.get(Name, GroupName));
      return {};
    },
  };
}
