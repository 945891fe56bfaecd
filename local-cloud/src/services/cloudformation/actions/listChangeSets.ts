import type { ListChangeSetsInput, ListChangeSetsOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { shownChangeSetInList } from '../described.ts';
import { nextToken, pageOf, stackName } from '../members.ts';
import type { Stacks } from '../stacks.ts';

/**
 * The change sets of a stack, a page of them. Errors: ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html
 */
export function listChangeSets(
  stacks: Stacks,
): Operation<ListChangeSetsInput, ListChangeSetsOutput> {
  return {
    members: { StackName: { ...stackName, required: true }, NextToken: nextToken },
    permissions: ({ StackName }) => stacks.permission('ListChangeSets', StackName),
    handle({ StackName, NextToken }) {
      const record = stacks.get(StackName);
      const { items, ...more } = pageOf(
        'ListChangeSets',
        [...record.changeSets.values()],
        NextToken,
      );
      return { Summaries: items.map((one) => shownChangeSetInList(record, one)), ...more };
    },
  };
}
