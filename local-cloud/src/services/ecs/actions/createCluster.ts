import type { CreateClusterRequest, CreateClusterResponse } from '@aws-sdk/client-ecs';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { clusterOf } from '../clusters.ts';
import type { Ecs } from '../ecs.ts';
import { tags } from '../members.ts';

/**
 * Creates a cluster, or gives the one of that name. Container insights are refused by name.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html
 */
export function createCluster({
  clusters,
  tasks,
}: Ecs): Operation<CreateClusterRequest, CreateClusterResponse> {
  return {
    members: {
      clusterName: { length: [1, 255], pattern: '[a-zA-Z0-9_-]+' },
      settings: {
        items: { members: { name: { enum: ['containerInsights'] }, value: {} } },
      },
      tags,
    },
    permissions: ({ clusterName, tags: given = [] }) => [
      clusters.permission('CreateCluster', clusterName),
      ...(given.length === 0 ? [] : [clusters.permission('TagResource', clusterName)]),
    ],
    handle({ clusterName, settings = [], tags: given = [] }) {
      if (settings.some(({ value }) => value !== 'disabled')) {
        throw notSupported('ECS', 'container insights');
      }
      const shown = settings.length > 0 ? settings : [NO_INSIGHTS];
      const cluster = clusters.create(clusterName, shown, given);
      return { cluster: clusterOf(cluster, tasks.count(cluster.arn), ['SETTINGS', 'TAGS']) };
    },
  };
}

const NO_INSIGHTS = { name: 'containerInsights', value: 'disabled' } as const;
