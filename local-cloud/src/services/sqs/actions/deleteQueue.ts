import type { DeleteQueueRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { required } from '../members.ts';
import type { Queues } from '../queues.ts';

/**
 * Deletes a queue with its messages.
 * Errors: QueueDoesNotExist.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
 */
export function deleteQueue(queues: Queues): Operation<DeleteQueueRequest, object> {
  return {
    members: { QueueUrl: required },
    permissions: ({ QueueUrl }) => [queues.permission('DeleteQueue', QueueUrl)],
    handle({ QueueUrl }) {
      queues.delete(queues.get(QueueUrl));
      return {};
    },
  };
}
