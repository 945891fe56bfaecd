import type {
  CancelMessageMoveTaskRequest,
  CancelMessageMoveTaskResult,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { required } from '../members.ts';
import type { MoveTasks } from '../move-tasks.ts';
import type { Queues } from '../queues.ts';

/**
 * Ends a message move task; what was moved stays where it is.
 * Errors: InvalidParameterValue, ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html
 */
export function cancelMessageMoveTask(
  queues: Queues,
  tasks: MoveTasks,
): Operation<CancelMessageMoveTaskRequest, CancelMessageMoveTaskResult> {
  return {
    members: { TaskHandle: required },
    checkedFirst: true,
    permissions: ({ TaskHandle = '' }) => [
      queues.permissionOf('CancelMessageMoveTask', tasks.find(TaskHandle).sourceArn),
    ],
    handle({ TaskHandle = '' }) {
      const task = tasks.find(TaskHandle);
      task.status = 'CANCELLED';
      return { ApproximateNumberOfMessagesMoved: task.moved };
    },
  };
}
