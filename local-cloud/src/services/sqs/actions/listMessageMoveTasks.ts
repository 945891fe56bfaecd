import type { ListMessageMoveTasksRequest, ListMessageMoveTasksResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { required } from '../members.ts';
import { described, type MoveTasks, resourceNotFound } from '../move-tasks.ts';
import type { Queues } from '../queues.ts';

/**
 * Lists the message move tasks of a source queue, the latest first; one unless more are asked for.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html
 */
export function listMessageMoveTasks(
  queues: Queues,
  tasks: MoveTasks,
): Operation<ListMessageMoveTasksRequest, ListMessageMoveTasksResult> {
  return {
    members: { SourceArn: required, MaxResults: { range: [1, 10] } },
    permissions: ({ SourceArn }) => [queues.permissionOf('ListMessageMoveTasks', SourceArn)],
    handle({ SourceArn = '', MaxResults = 1 }) {
      if (queues.byArn(SourceArn) === undefined) throw resourceNotFound('SourceArn');
      return { Results: tasks.of(SourceArn).slice(0, MaxResults).map(described) };
    },
  };
}
