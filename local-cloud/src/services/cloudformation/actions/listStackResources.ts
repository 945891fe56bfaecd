import type {
  ListStackResourcesInput,
  ListStackResourcesOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { IN_STEP, shownResources } from '../described.ts';
import { nextToken, pageOf, stackName } from '../members.ts';
import type { Stacks } from '../stacks.ts';

/**
 * The resources of a stack, a page of them. Errors: ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
 */
export function listStackResources(
  stacks: Stacks,
): Operation<ListStackResourcesInput, ListStackResourcesOutput> {
  return {
    members: { StackName: { ...stackName, required: true }, NextToken: nextToken },
    permissions: ({ StackName }) => stacks.permission('ListStackResources', StackName),
    handle({ StackName, NextToken }) {
      const all = shownResources(stacks.get(StackName));
      const { items, ...more } = pageOf('ListStackResources', all, NextToken);
      return {
        StackResourceSummaries: items.map(
          ({ StackName: _name, StackId: _id, Timestamp, ...rest }) => ({
            ...rest,
            ...IN_STEP,
            LastUpdatedTimestamp: Timestamp,
          }),
        ),
        ...more,
      };
    },
  };
}
