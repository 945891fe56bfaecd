import type { CreateScheduleInput, Target } from '@aws-sdk/client-scheduler';
import type { JsonObject } from '../../core/json.ts';
import { parseScheduleExpression, type Schedule } from '../../core/schedule.ts';
import { timeZone } from '../../core/time-zone.ts';
import { DEFAULT_AGE_SECONDS, DEFAULT_ATTEMPTS } from '../retry-policy.ts';
import { invalid } from './errors.ts';
import { DEFAULT_GROUP } from './groups.ts';

/** What a schedule was told to do, its defaults filled in, as GetSchedule shows it. */
export type Settings = Omit<CreateScheduleInput, 'ClientToken' | 'KmsKeyArn'> & {
  readonly Name: string;
  readonly GroupName: string;
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone: string;
  readonly State: 'ENABLED' | 'DISABLED';
  readonly ActionAfterCompletion: 'NONE' | 'DELETE';
  readonly Target: Target & { readonly Arn: string; readonly RoleArn: string };
};

/** A cron schedule may begin a little before it is made. */
const LATEST_START_MS = 5 * 60_000;

/**
 * What the members of a request say together.
 *
 * @param now cloud time in milliseconds
 * @throws ValidationException for what they must not be together
 */
export function settingsOf(input: CreateScheduleInput, now: number): Settings {
  const { ClientToken: _, KmsKeyArn: __, Target: target, ...given } = input;
  const settings = {
    ...given,
    GroupName: given.GroupName ?? DEFAULT_GROUP,
    ScheduleExpressionTimezone: given.ScheduleExpressionTimezone ?? 'UTC',
    State: given.State ?? 'ENABLED',
    ActionAfterCompletion: given.ActionAfterCompletion ?? 'NONE',
    Target: {
      ...target,
      RetryPolicy: {
        MaximumEventAgeInSeconds: DEFAULT_AGE_SECONDS,
        MaximumRetryAttempts: DEFAULT_ATTEMPTS,
        ...target?.RetryPolicy,
      },
    },
  } as Settings;
  scheduleOf(settings);
  checkWindow(settings);
  if (!isOneTime(settings)) checkDates(settings, now);
  return settings;
}

/** @throws ValidationException for what is no time zone, or no expression */
export function scheduleOf(settings: Settings): Schedule {
  const { ScheduleExpression: expression, ScheduleExpressionTimezone: name } = settings;
  const zone = timeZone(name);
  if (zone === undefined) throw invalid(`Invalid ScheduleExpressionTimezone ${name}.`);
  const schedule = parseScheduleExpression(expression, zone);
  if (schedule === undefined) throw invalid(`Invalid Schedule Expression ${expression}.`);
  return schedule;
}

/** One-time schedules take no notice of StartDate and EndDate. */
export function isOneTime({ ScheduleExpression }: Settings): boolean {
  return ScheduleExpression.startsWith('at(');
}

function checkWindow({ FlexibleTimeWindow }: Settings): void {
  const { Mode, MaximumWindowInMinutes } = FlexibleTimeWindow ?? {};
  if (Mode === 'OFF' && MaximumWindowInMinutes !== undefined) {
    throw invalid(
      'MaximumWindowInMinutes must not be provided when FlexibleTimeWindowMode is set to OFF.',
    );
  }
  if (Mode === 'FLEXIBLE' && MaximumWindowInMinutes === undefined) {
    throw invalid(
      'MaximumWindowInMinutes must be provided when FlexibleTimeWindowMode is set to FLEXIBLE.',
    );
  }
}

function checkDates({ ScheduleExpression, StartDate, EndDate }: Settings, now: number): void {
  const start = StartDate?.getTime();
  const end = EndDate?.getTime();
  const isCron = ScheduleExpression.startsWith('cron(');
  if (isCron && start !== undefined && start < now - LATEST_START_MS) {
    throw invalid('The StartDate you specify cannot be earlier than 5 minutes ago.');
  }
  if (end !== undefined && end < now) {
    throw invalid('The EndDate you specify cannot be in the past.');
  }
  if (end !== undefined && start !== undefined && end <= start) {
    throw invalid('The EndDate you specify must be after the StartDate.');
  }
}

/** Whether a request with a known token is the same one again. */
export function isSame(settings: Settings, other: Settings): boolean {
  return canonical(settings) === canonical(other);
}

function canonical(settings: object): string {
  const plain = JSON.parse(JSON.stringify(settings)) as JsonObject;
  return JSON.stringify(Object.entries(plain).sort(([a], [b]) => (a < b ? -1 : 1)));
}
