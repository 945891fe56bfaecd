import type { CreateEventBusRequest, CreateEventBusResponse } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { busName } from '../members.ts';
import type { Rules } from '../rules.ts';
import { setTags, tags } from '../tags.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MOST_BUSES = 100;

/**
 * Creates an event bus of the account's own.
 * Errors: LimitExceededException, ResourceAlreadyExistsException, ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html
 */
export function createEventBus(
  rules: Rules,
): Operation<CreateEventBusRequest, CreateEventBusResponse> {
  const { buses } = rules;
  return {
    members: {
      Name: { ...busName, required: true },
      Description: { length: [0, 512] },
      Tags: tags,
    },
    permissions: ({ Name = '', Tags = [] }) => {
      const resource = buses.arn(Name);
      return [
        { action: 'events:CreateEventBus', resource },
        ...(Tags.length > 0 ? [{ action: 'events:TagResource', resource }] : []),
      ];
    },
    handle({ Name = '', Description, Tags }) {
      // Buses of partners have slashes in their names.
      if (Name.includes('/')) {
        throw new AwsError('ValidationException', "Event bus name must not contain '/'.");
      }
      if (buses.find(Name)) {
        throw new AwsError('ResourceAlreadyExistsException', `Event bus ${Name} already exists.`);
      }
      if (buses.all().length >= MOST_BUSES) {
        throw new AwsError(
          'LimitExceededException',
          'The requested resource exceeds the maximum number allowed.',
        );
      }
      const bus = buses.add(Name, Description);
      setTags(bus.tags, Tags);
      return {
        EventBusArn: bus.arn,
        ...(Description !== undefined && { Description }),
      };
    },
  };
}
