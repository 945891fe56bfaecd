import type { DeleteMessageBatchRequest, DeleteMessageBatchResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { checkBatch, eachEntry } from '../batch.ts';
import { deleteReceived } from '../handles.ts';
import { required } from '../members.ts';
import type { Queues } from '../queues.ts';

/**
 * Deletes up to ten received messages, each with its own outcome.
 * Errors: those of batches, QueueDoesNotExist.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html
 */
export function deleteMessageBatch(
  queues: Queues,
): Operation<DeleteMessageBatchRequest, DeleteMessageBatchResult> {
  return {
    members: { QueueUrl: required, Entries: required },
    permissions: ({ QueueUrl }) => [queues.permission('DeleteMessage', QueueUrl)],
    handle({ QueueUrl, Entries: entries = [] }) {
      const queue = queues.get(QueueUrl);
      checkBatch(entries, 'DeleteMessageBatchRequestEntry');
      return eachEntry(entries, { ReceiptHandle: required }, (entry) => {
        deleteReceived(queue, entry.ReceiptHandle!);
        queues.metrics.deleted(queue);
        return {};
      });
    },
  };
}
