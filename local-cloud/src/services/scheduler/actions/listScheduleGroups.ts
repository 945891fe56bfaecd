import type { ListScheduleGroupsInput, ListScheduleGroupsOutput } from '@aws-sdk/client-scheduler';
import type { Operation } from '../../../core/service.ts';
import { pageOf } from '../../pages.ts';
import { type Groups, groupOf } from '../groups.ts';
import { maxResults, namePrefix, nextToken } from '../members.ts';

/**
 * The groups in the order of their names, 100 at a time where no other number is given.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListScheduleGroups.html
 */
export function listScheduleGroups(
  groups: Groups,
): Operation<ListScheduleGroupsInput, ListScheduleGroupsOutput> {
  return {
    members: { NamePrefix: namePrefix, NextToken: nextToken, MaxResults: maxResults },
    permissions: () => [{ action: 'scheduler:ListScheduleGroups', resource: '*' }],
    handle({ NamePrefix = '', NextToken, MaxResults }) {
      const found = groups.all().filter((group) => group.name.startsWith(NamePrefix));
      const { items, ...token } = pageOf(found, NextToken, MaxResults);
      return { ...token, ScheduleGroups: items.map(groupOf) };
    },
  };
}
