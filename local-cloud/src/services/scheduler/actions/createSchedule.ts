import type { CreateScheduleInput, CreateScheduleOutput } from '@aws-sdk/client-scheduler';
import type { Operation, Permission } from '../../../core/service.ts';
import { alreadyExists } from '../errors.ts';
import * as members from '../members.ts';
import { checkTrust, SCHEDULER } from '../role.ts';
import type { Scheduler } from '../scheduler.ts';
import { isSame, type Settings, settingsOf } from '../settings.ts';
import { checkTarget } from '../targets.ts';

/**
 * Makes a schedule, which must be new in its group; the same request again, by its ClientToken,
 * gives the schedule that it made. Keys of KMS are refused by name.
 * Errors: ConflictException, ResourceNotFoundException (group), ValidationException.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export function createSchedule(
  scheduler: Scheduler,
): Operation<CreateScheduleInput, CreateScheduleOutput> {
  const { cloud, schedules } = scheduler;
  return {
    members: members.schedule,
    permissions: (input) => [
      schedules.permission('CreateSchedule', input),
      ...passRole(input.Target?.RoleArn),
    ],
    async handle(input) {
      const { ClientToken } = input;
      const settings = settingsOf(input, cloud.clock.now());
      await checkSettings(scheduler, settings);
      const known = schedules.find(settings.Name, settings.GroupName);
      if (known === undefined) return { ScheduleArn: schedules.put(settings, ClientToken).arn };
      const isAgain = ClientToken !== undefined && ClientToken === known.clientToken;
      if (isAgain && isSame(settings, known.settings)) return { ScheduleArn: known.arn };
      throw alreadyExists('Schedule', settings.Name);
    },
  };
}

/** What depends on what there is: the group, the target's service, the role. */
export async function checkSettings(scheduler: Scheduler, settings: Settings): Promise<void> {
  const { arn } = scheduler.groups.get(settings.GroupName);
  await checkTarget(scheduler.find, settings.Target);
  await checkTrust(scheduler.cloud, settings.Target.RoleArn, arn);
}

export function passRole(resource: string | undefined): Permission[] {
  if (resource === undefined) return [];
  const conditions = { 'iam:PassedToService': SCHEDULER };
  return [{ action: 'iam:PassRole', resource, conditions }];
}
