import type { DescribeClustersRequest, DescribeClustersResponse } from '@aws-sdk/client-ecs';
import type { Operation } from '../../../core/service.ts';
import { clusterOf } from '../clusters.ts';
import type { Ecs } from '../ecs.ts';

/**
 * Describes clusters; those that are not there are `failures`.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html
 */
export function describeClusters({
  clusters,
  tasks,
}: Ecs): Operation<DescribeClustersRequest, DescribeClustersResponse> {
  return {
    members: {
      clusters: { length: [0, 100], items: {} },
      include: {
        items: { enum: ['ATTACHMENTS', 'CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS'] },
      },
    },
    permissions: ({ clusters: names = ['default'] }) =>
      names.map((name) => clusters.permission('DescribeClusters', name)),
    handle({ clusters: names = ['default'], include = [] }) {
      const found = names.map((name) => ({ name, cluster: clusters.find(name) }));
      return {
        clusters: found.flatMap(({ cluster }) =>
          cluster === undefined ? [] : [clusterOf(cluster, tasks.count(cluster.arn), include)],
        ),
        failures: found.flatMap(({ name, cluster }) =>
          cluster === undefined ? [{ arn: clusters.arn(name), reason: 'MISSING' }] : [],
        ),
      };
    },
  };
}
