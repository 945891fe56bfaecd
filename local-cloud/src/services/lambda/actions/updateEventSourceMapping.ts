import type {
  EventSourceMappingConfiguration,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Mappings } from '../event-source-mappings.ts';
import { mappingMembers } from '../members.ts';

/**
 * Changes what is given of an event source mapping; `Enabled: false` stops it.
 * Errors: ResourceNotFoundException, InvalidParameterValueException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html
 */
export function updateEventSourceMapping(
  mappings: Mappings,
): Operation<UpdateEventSourceMappingRequest, EventSourceMappingConfiguration> {
  return {
    members: { ...mappingMembers, UUID: { required: true } },
    permissions: ({ UUID }) => [mappings.permission('UpdateEventSourceMapping', UUID)],
    handle: ({ UUID, ...given }) => ({
      ...mappings.update(UUID, given).configuration(),
      State: 'Updating',
    }),
  };
}
