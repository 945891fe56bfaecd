import type { GetScheduleGroupInput, GetScheduleGroupOutput } from '@aws-sdk/client-scheduler';
import type { Operation } from '../../../core/service.ts';
import { type Groups, groupOf } from '../groups.ts';
import { name } from '../members.ts';

/**
 * Describes a group. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetScheduleGroup.html
 */
export function getScheduleGroup(
  groups: Groups,
): Operation<GetScheduleGroupInput, GetScheduleGroupOutput> {
  return {
    members: { Name: name },
    permissions: ({ Name }) => [groups.permission('GetScheduleGroup', Name)],
    handle: ({ Name }) => groupOf(groups.get(Name)),
  };
}
