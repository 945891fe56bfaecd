import type { StopTaskRequest, StopTaskResponse } from '@aws-sdk/client-ecs';
import type { Operation } from '../../../core/service.ts';
import type { Ecs } from '../ecs.ts';
import { invalid } from '../errors.ts';
import { containerOf } from '../task-definitions.ts';
import { taskOf } from '../task-shown.ts';

/**
 * Stops a task: SIGTERM, and SIGKILL after the container's `stopTimeout`.
 * Errors: ClusterNotFoundException, InvalidParameterException.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html
 */
export function stopTask(ecs: Ecs): Operation<StopTaskRequest, StopTaskResponse> {
  const { clusters, definitions, tasks, lives } = ecs;
  return {
    members: { cluster: {}, task: { required: true }, reason: { length: [0, 1024] } },
    permissions: ({ cluster, task = '' }) => [
      tasks.permission('StopTask', clusters.arn(cluster), task),
    ],
    handle({ cluster, task: id = '', reason = 'Task stopped by user' }) {
      const task = tasks.find(clusters.get(cluster).arn, id);
      if (task === undefined) throw invalid('The referenced task was not found.');
      lives.stop(task, reason);
      return { task: taskOf(task, containerOf(definitions.find(task.definitionArn)!)) };
    },
  };
}
