import type {
  DescribeEventBusRequest,
  DescribeEventBusResponse,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import type { EventBus } from '../buses.ts';
import { eventBusName } from '../members.ts';
import type { Rules } from '../rules.ts';

/**
 * Describes an event bus. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeEventBus.html
 */
export function describeEventBus({
  buses,
}: Rules): Operation<DescribeEventBusRequest, DescribeEventBusResponse> {
  return {
    members: { Name: eventBusName },
    permissions: ({ Name }) => [buses.permission('DescribeEventBus', Name)],
    handle: ({ Name }) => busOf(buses.get(Name)),
  };
}

/** A bus as the API shows it. */
export function busOf({ name, arn, description, policy, created }: EventBus) {
  const date = created === undefined ? undefined : new Date(created);
  return {
    Name: name,
    Arn: arn,
    ...(description !== undefined && { Description: description }),
    ...(policy !== undefined && { Policy: policy }),
    ...(date !== undefined && { CreationTime: date, LastModifiedTime: date }),
  };
}
