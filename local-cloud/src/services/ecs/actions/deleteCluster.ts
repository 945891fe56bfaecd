import type { DeleteClusterRequest, DeleteClusterResponse } from '@aws-sdk/client-ecs';
import type { Operation } from '../../../core/service.ts';
import { clusterOf } from '../clusters.ts';
import type { Ecs } from '../ecs.ts';
import { clusterContainsTasks } from '../errors.ts';

/**
 * Deletes a cluster that has no tasks but stopped ones.
 * Errors: ClusterNotFoundException, ClusterContainsTasksException.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html
 */
export function deleteCluster({
  clusters,
  tasks,
}: Ecs): Operation<DeleteClusterRequest, DeleteClusterResponse> {
  return {
    members: { cluster: { required: true } },
    permissions: ({ cluster }) => [clusters.permission('DeleteCluster', cluster)],
    handle({ cluster: name }) {
      const cluster = clusters.get(name);
      const isActive = tasks.of(cluster.arn).some(({ status }) => status !== 'STOPPED');
      if (isActive) throw clusterContainsTasks();
      clusters.delete(cluster);
      return { cluster: clusterOf(cluster, { running: 0, pending: 0 }, [], 'INACTIVE') };
    },
  };
}
