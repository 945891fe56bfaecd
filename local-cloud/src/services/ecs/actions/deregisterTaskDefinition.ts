import type {
  DeregisterTaskDefinitionRequest,
  DeregisterTaskDefinitionResponse,
} from '@aws-sdk/client-ecs';
import type { Operation } from '../../../core/service.ts';
import type { Ecs } from '../ecs.ts';
import { client, invalid } from '../errors.ts';
import { definitionOf } from '../task-definitions.ts';

/**
 * Makes a revision INACTIVE: tasks of it go on, and no new ones start.
 * Errors: ClientException, InvalidParameterException.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html
 */
export function deregisterTaskDefinition({
  cloud,
  definitions,
}: Ecs): Operation<DeregisterTaskDefinitionRequest, DeregisterTaskDefinitionResponse> {
  return {
    members: { taskDefinition: { required: true } },
    permissions: () => [{ action: 'ecs:DeregisterTaskDefinition', resource: '*' }],
    handle({ taskDefinition = '' }) {
      if (!/:\d+$/.test(taskDefinition)) throw invalid('Revision is missing.');
      const definition = definitions.find(taskDefinition);
      if (definition === undefined) {
        throw client('The specified task definition does not exist.');
      }
      if (definition.status === 'INACTIVE') {
        throw client(
          'The specified task definition is inactive. You cannot deregister an inactive task definition.',
        );
      }
      definition.status = 'INACTIVE';
      definition.deregisteredAt = cloud.clock.now();
      return { taskDefinition: definitionOf(definition) };
    },
  };
}
