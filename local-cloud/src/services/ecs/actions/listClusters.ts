import type { ListClustersRequest, ListClustersResponse } from '@aws-sdk/client-ecs';
import type { Operation } from '../../../core/service.ts';
import type { Ecs } from '../ecs.ts';
import { maxResults, nextToken } from '../members.ts';
import { pageOf } from '../pages.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html */
export function listClusters({
  clusters,
}: Ecs): Operation<ListClustersRequest, ListClustersResponse> {
  return {
    members: { nextToken, maxResults },
    permissions: () => [{ action: 'ecs:ListClusters', resource: '*' }],
    handle(input) {
      const arns = clusters.all().map(({ arn }) => arn);
      const { page, ...token } = pageOf(arns, input.nextToken, input.maxResults);
      return { clusterArns: [...page], ...token };
    },
  };
}
