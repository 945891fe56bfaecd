import type { GetScheduleInput, GetScheduleOutput } from '@aws-sdk/client-scheduler';
import type { Operation } from '../../../core/service.ts';
import { groupName, name } from '../members.ts';
import type { Scheduler } from '../scheduler.ts';

/**
 * Describes a schedule. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html
 */
export function getSchedule({
  schedules,
}: Scheduler): Operation<GetScheduleInput, GetScheduleOutput> {
  return {
    members: { Name: name, GroupName: groupName },
    permissions: (input) => [schedules.permission('GetSchedule', input)],
    handle({ Name, GroupName }) {
      const { arn, settings, createdAt, modifiedAt } = schedules.get(Name, GroupName);
      return {
        ...settings,
        Arn: arn,
        CreationDate: new Date(createdAt),
        LastModificationDate: new Date(modifiedAt),
      };
    },
  };
}
