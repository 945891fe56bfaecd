import type {
  EventSourceMappingConfiguration,
  GetEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Mappings } from '../event-source-mappings.ts';

/**
 * An event source mapping.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html
 */
export function getEventSourceMapping(
  mappings: Mappings,
): Operation<GetEventSourceMappingRequest, EventSourceMappingConfiguration> {
  return {
    members: { UUID: { required: true } },
    permissions: ({ UUID }) => [mappings.permission('GetEventSourceMapping', UUID)],
    handle: ({ UUID }) => mappings.get(UUID).configuration(),
  };
}
