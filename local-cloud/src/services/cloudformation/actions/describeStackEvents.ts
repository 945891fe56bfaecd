import type {
  DescribeStackEventsInput,
  DescribeStackEventsOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { shownEvent } from '../described.ts';
import { nextToken, pageOf, stackName } from '../members.ts';
import { invalid, type Stacks } from '../stacks.ts';

/**
 * What has happened to a stack and its resources, the newest first, a page of it. Errors: ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export function describeStackEvents(
  stacks: Stacks,
): Operation<DescribeStackEventsInput, DescribeStackEventsOutput> {
  return {
    members: { StackName: { ...stackName, required: true }, NextToken: nextToken },
    permissions: ({ StackName }) => stacks.permission('DescribeStackEvents', StackName),
    handle({ StackName, NextToken }) {
      const record = stacks.find(StackName);
      if (record === undefined) throw invalid(`Stack [${StackName}] does not exist`);
      const all = record.events.toReversed();
      const { items, ...more } = pageOf('DescribeStackEvents', all, NextToken);
      return { StackEvents: items.map((event) => shownEvent(record, event)), ...more };
    },
  };
}
