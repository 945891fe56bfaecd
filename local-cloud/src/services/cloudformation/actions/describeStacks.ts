import type { DescribeStacksInput, DescribeStacksOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { shownStack } from '../described.ts';
import { nextToken, pageOf, stackName } from '../members.ts';
import type { Stacks } from '../stacks.ts';

/**
 * One stack, also a deleted one by its ARN, or a page of those that are there. Errors: ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export function describeStacks(
  stacks: Stacks,
): Operation<DescribeStacksInput, DescribeStacksOutput> {
  return {
    members: { StackName: stackName, NextToken: nextToken },
    permissions: ({ StackName }) => stacks.permission('DescribeStacks', StackName),
    handle({ StackName, NextToken }) {
      const all = StackName === undefined ? stacks.current() : [stacks.get(StackName)];
      const { items, ...more } = pageOf('DescribeStacks', all, NextToken);
      return { Stacks: items.map(shownStack), ...more };
    },
  };
}
