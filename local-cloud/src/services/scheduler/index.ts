import type { Cloud, Service } from '../../core/service.ts';
import { stateOf } from '../../core/state.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import { createSchedule } from './actions/createSchedule.ts';
import { createScheduleGroup } from './actions/createScheduleGroup.ts';
import { deleteSchedule } from './actions/deleteSchedule.ts';
import { deleteScheduleGroup } from './actions/deleteScheduleGroup.ts';
import { getSchedule } from './actions/getSchedule.ts';
import { getScheduleGroup } from './actions/getScheduleGroup.ts';
import { listScheduleGroups } from './actions/listScheduleGroups.ts';
import { listSchedules } from './actions/listSchedules.ts';
import { listTagsForResource } from './actions/listTagsForResource.ts';
import { tagResource } from './actions/tagResource.ts';
import { untagResource } from './actions/untagResource.ts';
import { updateSchedule } from './actions/updateSchedule.ts';
import { schedulerOf } from './scheduler.ts';
import type { FindOperation } from './universal.ts';

export type { FindOperation, ServedOperation } from './universal.ts';

/**
 * EventBridge Scheduler: schedules in groups, and their targets.
 *
 * @param find the operations that universal targets may call
 */
export function createScheduler(cloud: Cloud, find: FindOperation) {
  const scheduler = schedulerOf(cloud, find);
  const { groups, schedules, deliveries } = scheduler;
  return {
    sdkId: 'Scheduler',
    operations: {
      CreateSchedule: createSchedule(scheduler),
      CreateScheduleGroup: createScheduleGroup(groups),
      DeleteSchedule: deleteSchedule(scheduler),
      DeleteScheduleGroup: deleteScheduleGroup(scheduler),
      GetSchedule: getSchedule(scheduler),
      GetScheduleGroup: getScheduleGroup(groups),
      ListScheduleGroups: listScheduleGroups(groups),
      ListSchedules: listSchedules(scheduler),
      ListTagsForResource: listTagsForResource(groups),
      TagResource: tagResource(groups),
      UntagResource: untagResource(groups),
      UpdateSchedule: updateSchedule(scheduler),
    },
    refusal: validationErrors('ValidationException'),
    state: stateOf({ groups, schedules, retries: deliveries.retries }),
    nextSchedule: () => schedules.nextSchedule,
  } satisfies Service & { nextSchedule: unknown };
}
