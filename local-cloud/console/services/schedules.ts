import type { GetScheduleCommandOutput, ScheduleSummary } from '@aws-sdk/client-scheduler';
import { every, type Kind, told } from './kind.ts';

const FACTS = [
  'Arn',
  'State',
  'ScheduleExpression',
  'ScheduleExpressionTimezone',
  'FlexibleTimeWindow',
  'StartDate',
  'EndDate',
  'ActionAfterCompletion',
];

/** EventBridge Scheduler's schedules: the clock leads to their next run. */
export const schedules: Kind = {
  name: 'schedules',
  async list(aws) {
    const found = await every<ScheduleSummary>(aws, {
      ...{ service: 'Scheduler', operation: 'ListSchedules', list: 'Schedules' },
    });
    return found.map(({ Name, GroupName }) => ({ name: Name!, id: `${GroupName}/${Name}` }));
  },
  async facts(aws, { id }) {
    const [GroupName, Name] = id.split('/');
    const schedule = await aws.call<GetScheduleCommandOutput>('Scheduler', 'GetSchedule', {
      ...{ GroupName, Name },
    });
    const { Arn, Input } = schedule.Target!;
    return [...told(schedule, FACTS), ['Target', Arn!], ...told({ Input }, ['Input'])];
  },
  acts: [],
};
