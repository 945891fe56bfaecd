import type { ListTaskDefinitionsRequest, ListTaskDefinitionsResponse } from '@aws-sdk/client-ecs';
import type { Operation } from '../../../core/service.ts';
import type { Ecs } from '../ecs.ts';
import { maxResults, nextToken } from '../members.ts';
import { pageOf } from '../pages.ts';
import type { Definition } from '../task-definitions.ts';

/**
 * The ARNs of revisions, the active ones unless others are asked for, by family and revision.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html
 */
export function listTaskDefinitions({
  definitions,
}: Ecs): Operation<ListTaskDefinitionsRequest, ListTaskDefinitionsResponse> {
  return {
    members: {
      familyPrefix: {},
      status: { enum: ['ACTIVE', 'INACTIVE'] },
      sort: { enum: ['ASC', 'DESC'] },
      nextToken,
      maxResults,
    },
    permissions: () => [{ action: 'ecs:ListTaskDefinitions', resource: '*' }],
    handle({ familyPrefix, status = 'ACTIVE', sort = 'ASC', ...input }) {
      const found = definitions
        .all()
        .filter((one) => one.status === status && (familyPrefix ?? one.family) === one.family)
        .sort(inOrder);
      const arns = (sort === 'ASC' ? found : found.reverse()).map(({ arn }) => arn);
      const { page, ...token } = pageOf(arns, input.nextToken, input.maxResults);
      return { taskDefinitionArns: [...page], ...token };
    },
  };
}

function inOrder(a: Definition, b: Definition): number {
  if (a.family !== b.family) return a.family < b.family ? -1 : 1;
  return a.revision - b.revision;
}
