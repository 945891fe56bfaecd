import type { Cloud } from '../../core/service.ts';
import { Deliveries } from './delivery.ts';
import { Groups } from './groups.ts';
import { Schedules } from './schedules.ts';
import type { FindOperation } from './universal.ts';

/** What the operations share. */
export interface Scheduler {
  readonly cloud: Cloud;
  readonly groups: Groups;
  readonly schedules: Schedules;
  readonly deliveries: Deliveries;
  readonly find: FindOperation;
}

export function schedulerOf(cloud: Cloud, find: FindOperation): Scheduler {
  const groups = new Groups(cloud);
  const deliveries = new Deliveries(cloud, find, (arn) => schedules.settled(arn));
  const schedules: Schedules = new Schedules(cloud, (schedule, { scheduled }) =>
    deliveries.begin(schedule, groups.arn(schedule.settings.GroupName), scheduled),
  );
  return { cloud, groups, schedules, deliveries, find };
}
