import type {
  DescribeEventBusRequest,
  DescribeEventBusResponse,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { DEFAULT_BUS, type EventBus } from '../buses.ts';
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
    permissions: ({ Name }) => [
      { action: 'events:DescribeEventBus', resource: buses.arn(buses.nameOf(Name)) },
    ],
    handle: ({ Name }) => busOf(buses.get(Name)),
  };
}

/** A bus as the API shows it; the default bus, which nobody created, without dates. */
export function busOf({ name, arn, description, created }: EventBus) {
  const date = new Date(created);
  return {
    Name: name,
    Arn: arn,
    ...(description !== undefined && { Description: description }),
    ...(name !== DEFAULT_BUS && { CreationTime: date, LastModifiedTime: date }),
  };
}
