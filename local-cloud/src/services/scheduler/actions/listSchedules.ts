import type { ListSchedulesInput, ListSchedulesOutput } from '@aws-sdk/client-scheduler';
import type { Operation } from '../../../core/service.ts';
import { pageOf } from '../../pages.ts';
import { groupName, maxResults, namePrefix, nextToken, state } from '../members.ts';
import type { Scheduler } from '../scheduler.ts';
import type { ScheduleEntity } from '../schedules.ts';

/**
 * The schedules of all groups, or of one, 100 at a time where no other number is given.
 * Errors: ResourceNotFoundException (group), ValidationException.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListSchedules.html
 */
export function listSchedules({
  groups,
  schedules,
}: Scheduler): Operation<ListSchedulesInput, ListSchedulesOutput> {
  return {
    members: {
      GroupName: groupName,
      NamePrefix: namePrefix,
      State: state,
      NextToken: nextToken,
      MaxResults: maxResults,
    },
    permissions: () => [{ action: 'scheduler:ListSchedules', resource: '*' }],
    handle({ GroupName, NamePrefix = '', State, NextToken, MaxResults }) {
      if (GroupName !== undefined) groups.get(GroupName);
      const found = schedules
        .all()
        .filter(({ settings }) => GroupName === undefined || settings.GroupName === GroupName)
        .filter(({ settings }) => State === undefined || settings.State === State)
        .filter(({ settings }) => settings.Name.startsWith(NamePrefix));
      const { items, ...token } = pageOf(found, NextToken, MaxResults);
      return { ...token, Schedules: items.map(summaryOf) };
    },
  };
}

function summaryOf({ arn, settings, createdAt, modifiedAt }: ScheduleEntity) {
  return {
    Arn: arn,
    Name: settings.Name,
    GroupName: settings.GroupName,
    State: settings.State,
    CreationDate: new Date(createdAt),
    LastModificationDate: new Date(modifiedAt),
    Target: { Arn: settings.Target.Arn },
  };
}
