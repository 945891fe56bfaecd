import type { DeleteEventBusRequest } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { DEFAULT_BUS } from '../buses.ts';
import { busName } from '../members.ts';
import type { Rules } from '../rules.ts';

/**
 * Deletes an event bus that has no rules any more. Errors: ResourceNotFoundException,
 * ValidationException for the default bus, and while there are rules.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteEventBus.html
 */
export function deleteEventBus(rules: Rules): Operation<DeleteEventBusRequest, object> {
  return {
    members: { Name: { ...busName, required: true } },
    permissions: ({ Name = '' }) => [rules.buses.permission('DeleteEventBus', Name)],
    handle({ Name = '' }) {
      if (Name === DEFAULT_BUS) throw invalid(`Cannot delete event bus ${DEFAULT_BUS}.`);
      const { name } = rules.buses.get(Name);
      if (rules.on(name).length > 0) {
        throw invalid(`Event bus ${name} can't be deleted since it has rules.`);
      }
      rules.buses.delete(name);
      return {};
    },
  };
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
