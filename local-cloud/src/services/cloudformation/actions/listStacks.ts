import type {
  ListStacksInput,
  ListStacksOutput,
  StackStatus,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { shownInList } from '../described.ts';
import { nextToken, pageOf } from '../members.ts';
import type { Stacks } from '../stacks.ts';

/**
 * The stacks, a page of them, with those that were deleted last. Errors: ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html
 */
export function listStacks(stacks: Stacks): Operation<ListStacksInput, ListStacksOutput> {
  return {
    members: { NextToken: nextToken, StackStatusFilter: { items: {} } },
    permissions: () => stacks.permission('ListStacks', undefined),
    handle({ NextToken, StackStatusFilter: wanted }) {
      const isWanted = (status: StackStatus) => !wanted?.length || wanted.includes(status);
      const all = stacks.all().filter(({ status }) => isWanted(status));
      const { items, ...more } = pageOf('ListStacks', all, NextToken);
      return { StackSummaries: items.map(shownInList), ...more };
    },
  };
}
