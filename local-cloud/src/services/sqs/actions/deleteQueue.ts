import type { DeleteQueueRequest } from '@aws-sdk/client-sqs';
import type { Served } from '../../members.ts';
import type { Queues } from '../queues.ts';

/**
 * Deletes a queue with its messages.
 * Errors: QueueDoesNotExist.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
 */
export function deleteQueue(queues: Queues): Served<DeleteQueueRequest, object> {
  return {
    members: ['QueueUrl'],
    permissions: ({ QueueUrl }) => [queues.permission('DeleteQueue', QueueUrl)],
    handle({ QueueUrl }) {
      queues.delete(queues.get(QueueUrl));
      return {};
    },
  };
}
