import type { DeleteMessageRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { deleteReceived } from '../handles.ts';
import { required } from '../members.ts';
import type { Queues } from '../queues.ts';

/**
 * Deletes a received message. Deleting it twice succeeds.
 * Errors: QueueDoesNotExist, ReceiptHandleIsInvalid.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html
 */
export function deleteMessage(queues: Queues): Operation<DeleteMessageRequest, object> {
  return {
    members: { QueueUrl: required, ReceiptHandle: required },
    permissions: ({ QueueUrl }) => [queues.permission('DeleteMessage', QueueUrl)],
    handle({ QueueUrl, ReceiptHandle }) {
      const queue = queues.get(QueueUrl);
      deleteReceived(queue, ReceiptHandle!);
      queues.metrics.deleted(queue);
      return {};
    },
  };
}
