import type {
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { shownResources } from '../described.ts';
import { stackName } from '../members.ts';
import type { Stacks } from '../stacks.ts';

/**
 * The resources of a stack, or one of them. By the name of a resource AWS also finds its stack, which is not
 * served. Errors: ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html
 */
export function describeStackResources(
  stacks: Stacks,
): Operation<DescribeStackResourcesInput, DescribeStackResourcesOutput> {
  return {
    members: { StackName: { ...stackName, required: true }, LogicalResourceId: {} },
    permissions: ({ StackName }) => stacks.permission('DescribeStackResources', StackName),
    handle: ({ StackName, LogicalResourceId: wanted }) => ({
      StackResources: shownResources(stacks.get(StackName)).filter(
        ({ LogicalResourceId }) => wanted === undefined || LogicalResourceId === wanted,
      ),
    }),
  };
}
