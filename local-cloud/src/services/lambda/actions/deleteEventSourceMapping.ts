import type {
  DeleteEventSourceMappingRequest,
  EventSourceMappingConfiguration,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Mappings } from '../event-source-mappings.ts';

/**
 * Deletes an event source mapping. Batches that were handed over are finished.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_DeleteEventSourceMapping.html
 */
export function deleteEventSourceMapping(
  mappings: Mappings,
): Operation<DeleteEventSourceMappingRequest, EventSourceMappingConfiguration> {
  return {
    members: { UUID: { required: true } },
    permissions: ({ UUID }) => [mappings.permission('DeleteEventSourceMapping', UUID)],
    handle: ({ UUID }) => ({ ...mappings.delete(UUID).configuration(), State: 'Deleting' }),
  };
}
