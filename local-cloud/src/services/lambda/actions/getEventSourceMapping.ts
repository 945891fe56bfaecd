import type {
  EventSourceMappingConfiguration,
  GetEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import type { Served } from '../../members.ts';
import type { Mappings } from '../event-source-mappings.ts';

/**
 * An event source mapping.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html
 */
export function getEventSourceMapping(
  mappings: Mappings,
): Served<GetEventSourceMappingRequest, EventSourceMappingConfiguration> {
  return {
    members: ['UUID'],
    permissions: ({ UUID }) => [mappings.permission('GetEventSourceMapping', UUID)],
    handle: ({ UUID }) => mappings.get(UUID).configuration(),
  };
}
