import type {
  DescribeStackResourceInput,
  DescribeStackResourceOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { IN_STEP, shownResources } from '../described.ts';
import { stackName } from '../members.ts';
import { invalid, type Stacks } from '../stacks.ts';

/**
 * One resource of a stack. Errors: ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html
 */
export function describeStackResource(
  stacks: Stacks,
): Operation<DescribeStackResourceInput, DescribeStackResourceOutput> {
  return {
    members: {
      StackName: { ...stackName, required: true },
      LogicalResourceId: { required: true },
    },
    permissions: ({ StackName }) => stacks.permission('DescribeStackResource', StackName),
    handle({ StackName, LogicalResourceId }) {
      const found = shownResources(stacks.get(StackName)).find(
        (one) => one.LogicalResourceId === LogicalResourceId,
      );
      if (found === undefined) {
        throw invalid(`Resource ${LogicalResourceId} does not exist for stack ${StackName}`);
      }
      const { Timestamp, ...rest } = found;
      return { StackResourceDetail: { ...rest, ...IN_STEP, LastUpdatedTimestamp: Timestamp } };
    },
  };
}
