import type { DescribeTasksRequest, DescribeTasksResponse } from '@aws-sdk/client-ecs';
import type { Operation } from '../../../core/service.ts';
import type { Ecs } from '../ecs.ts';
import { containerOf } from '../task-definitions.ts';
import { taskOf } from '../task-shown.ts';

/**
 * Describes tasks, those that stopped within the last hour too; others are `failures`.
 * Errors: ClusterNotFoundException.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html
 */
export function describeTasks({
  clusters,
  definitions,
  tasks,
}: Ecs): Operation<DescribeTasksRequest, DescribeTasksResponse> {
  return {
    members: {
      cluster: {},
      tasks: { required: true, length: [1, 100], items: {} },
      include: { items: { enum: ['TAGS'] } },
    },
    permissions: (input) =>
      (input.tasks ?? []).map((id) =>
        tasks.permission('DescribeTasks', clusters.arn(input.cluster), id),
      ),
    handle({ cluster, tasks: ids = [], include = [] }) {
      const { arn } = clusters.get(cluster);
      const found = ids.map((id) => ({ id, task: tasks.find(arn, id) }));
      return {
        tasks: found.flatMap(({ task }) => {
          if (task === undefined) return [];
          const container = containerOf(definitions.find(task.definitionArn)!);
          return [taskOf(task, container, include.includes('TAGS'))];
        }),
        failures: found.flatMap(({ id, task }) =>
          task === undefined ? [{ arn: tasks.arn(arn, id), reason: 'MISSING' }] : [],
        ),
      };
    },
  };
}
