import type {
  Change,
  DescribeChangeSetInput,
  DescribeChangeSetOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { shownChangeSet } from '../described.ts';
import { changeSetName, nextToken, pageOf, stackName } from '../members.ts';
import type { Stacks } from '../stacks.ts';

/**
 * What a change set would change, a page of it. Errors: ChangeSetNotFound, ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html
 */
export function describeChangeSet(
  stacks: Stacks,
): Operation<DescribeChangeSetInput, DescribeChangeSetOutput> {
  return {
    members: {
      ChangeSetName: { ...changeSetName, required: true },
      StackName: stackName,
      NextToken: nextToken,
      IncludePropertyValues: {},
    },
    permissions: ({ StackName, ChangeSetName }) =>
      stacks.permission('DescribeChangeSet', StackName ?? stacks.stackOf(ChangeSetName)),
    handle(input) {
      const { record, changeSet } = stacks.changeSet(input);
      const { items, ...more } = pageOf('DescribeChangeSet', changeSet.changes, input.NextToken);
      const Changes = input.IncludePropertyValues ? [...items] : items.map(withoutValues);
      return { ...shownChangeSet(record, changeSet), Changes, ...more };
    },
  };
}

function withoutValues({ ResourceChange, ...change }: Change): Change {
  const { BeforeContext: _before, AfterContext: _after, ...rest } = ResourceChange!;
  return { ...change, ResourceChange: rest };
}
