import type {
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult,
} from '@aws-sdk/client-sqs';
import type { Served } from '../../members.ts';
import { checkBatch, eachEntry } from '../batch.ts';
import { changeVisibility } from '../handles.ts';
import type { Queues } from '../queues.ts';

/**
 * Sets how long up to ten received messages stay hidden, each with its own outcome.
 * Errors: those of batches, QueueDoesNotExist.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
 */
export function changeMessageVisibilityBatch(
  queues: Queues,
): Served<ChangeMessageVisibilityBatchRequest, ChangeMessageVisibilityBatchResult> {
  return {
    members: ['QueueUrl', 'Entries'],
    permissions: ({ QueueUrl }) => [queues.permission('ChangeMessageVisibility', QueueUrl)],
    handle({ QueueUrl, Entries: entries = [] }) {
      const queue = queues.get(QueueUrl);
      checkBatch(entries, 'ChangeMessageVisibilityBatchRequestEntry');
      return eachEntry(entries, (entry) => {
        changeVisibility(queue, entry.ReceiptHandle, entry.VisibilityTimeout ?? 0);
        return {};
      });
    },
  };
}
