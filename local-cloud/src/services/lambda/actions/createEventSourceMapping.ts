import type {
  CreateEventSourceMappingRequest,
  EventSourceMappingConfiguration,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { MAPPING_MEMBERS, type Mappings } from '../event-source-mappings.ts';

/**
 * Has a function read a queue.
 * Errors: ResourceNotFoundException, ResourceConflictException, InvalidParameterValueException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
export function createEventSourceMapping(
  mappings: Mappings,
): Operation<CreateEventSourceMappingRequest, EventSourceMappingConfiguration> {
  return {
    members: { ...MAPPING_MEMBERS, FunctionName: { required: true }, EventSourceArn: {} },
    permissions: ({ FunctionName }) => [
      mappings.permission('CreateEventSourceMapping', '*', FunctionName),
    ],
    handle: (input) => ({ ...mappings.create(input).configuration(), State: 'Creating' }),
  };
}
