import type {
  CreateEventSourceMappingRequest,
  EventSourceMappingConfiguration,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Mappings } from '../event-source-mappings.ts';
import { arn, mappingMembers, namespacedName } from '../members.ts';

/**
 * Has a function read a queue or a stream.
 * Errors: ResourceNotFoundException, ResourceConflictException, InvalidParameterValueException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
export function createEventSourceMapping(
  mappings: Mappings,
): Operation<CreateEventSourceMappingRequest, EventSourceMappingConfiguration> {
  return {
    members: {
      ...mappingMembers,
      EventSourceArn: arn,
      FunctionName: namespacedName,
      StartingPosition: { enum: ['LATEST', 'AT_TIMESTAMP', 'TRIM_HORIZON'] },
      StartingPositionTimestamp: {},
    },
    permissions: ({ FunctionName }) => [
      mappings.permission('CreateEventSourceMapping', '*', FunctionName),
    ],
    handle: (input) => ({ ...mappings.create(input).configuration(), State: 'Creating' }),
  };
}
