import type {
  DescribeTaskDefinitionRequest,
  DescribeTaskDefinitionResponse,
} from '@aws-sdk/client-ecs';
import type { Operation } from '../../../core/service.ts';
import type { Ecs } from '../ecs.ts';
import { client } from '../errors.ts';
import { definitionOf } from '../task-definitions.ts';

/**
 * Describes a revision, or the latest active one of a family. Errors: ClientException.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html
 */
export function describeTaskDefinition({
  definitions,
}: Ecs): Operation<DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse> {
  return {
    members: { taskDefinition: { required: true }, include: { items: { enum: ['TAGS'] } } },
    permissions: () => [{ action: 'ecs:DescribeTaskDefinition', resource: '*' }],
    handle({ taskDefinition = '', include = [] }) {
      const definition = definitions.find(taskDefinition);
      if (definition === undefined) throw client('Unable to describe task definition.');
      const shown = { taskDefinition: definitionOf(definition) };
      return include.includes('TAGS') ? { ...shown, tags: [...definition.tags] } : shown;
    },
  };
}
