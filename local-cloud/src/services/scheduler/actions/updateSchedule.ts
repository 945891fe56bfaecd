import type { UpdateScheduleInput, UpdateScheduleOutput } from '@aws-sdk/client-scheduler';
import type { Operation } from '../../../core/service.ts';
import * as members from '../members.ts';
import type { Scheduler } from '../scheduler.ts';
import { settingsOf } from '../settings.ts';
import { checkSettings, passRole } from './createSchedule.ts';

/**
 * Replaces all that a schedule was told: what is left out has its default again. It begins anew.
 * Errors: ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
 */
export function updateSchedule(
  scheduler: Scheduler,
): Operation<UpdateScheduleInput, UpdateScheduleOutput> {
  const { cloud, schedules } = scheduler;
  return {
    members: members.schedule,
    permissions: (input) => [
      schedules.permission('UpdateSchedule', input),
      ...passRole(input.Target?.RoleArn),
    ],
    async handle(input) {
      const settings = settingsOf(input, cloud.clock.now());
      schedules.get(settings.Name, settings.GroupName);
      await checkSettings(scheduler, settings);
      schedules.get(settings.Name, settings.GroupName);
      return { ScheduleArn: schedules.put(settings, input.ClientToken).arn };
    },
  };
}
