import type { StartMessageMoveTaskRequest, StartMessageMoveTaskResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { required } from '../members.ts';
import { handleOf, type MoveTasks, resourceNotFound } from '../move-tasks.ts';
import type { Queues } from '../queues.ts';

/**
 * Moves the messages of a dead-letter queue to another queue, or back to where they came from: at
 * most so many a second.
 * Errors: ResourceNotFoundException, InvalidParameterValue.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export function startMessageMoveTask(
  queues: Queues,
  tasks: MoveTasks,
): Operation<StartMessageMoveTaskRequest, StartMessageMoveTaskResult> {
  return {
    members: {
      SourceArn: required,
      DestinationArn: {},
      MaxNumberOfMessagesPerSecond: { range: [1, 500] },
    },
    permissions: ({ SourceArn, DestinationArn }) => [
      ...['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map(
        (action) => queues.permissionOf(action, SourceArn),
      ),
      ...(DestinationArn ? [queues.permissionOf('SendMessage', DestinationArn)] : []),
    ],
    handle({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond }) {
      const source = queues.byArn(SourceArn ?? '');
      if (source === undefined) throw resourceNotFound('SourceArn');
      if (queues.sourcesOf(source).length === 0) {
        throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
      }
      const destination = DestinationArn === undefined ? undefined : queues.byArn(DestinationArn);
      if (DestinationArn !== undefined && destination === undefined) {
        throw resourceNotFound('DestinationArn');
      }
      const task = tasks.start(source, destination, MaxNumberOfMessagesPerSecond);
      return { TaskHandle: handleOf(task) };
    },
  };
}
