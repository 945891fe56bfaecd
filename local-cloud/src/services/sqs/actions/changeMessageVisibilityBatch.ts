import type {
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityBatchResult,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { checkBatch, eachEntry } from '../batch.ts';
import { changeVisibility } from '../handles.ts';
import { required, visibilityTimeout } from '../members.ts';
import type { Queues } from '../queues.ts';

const ENTRY = { ReceiptHandle: required, VisibilityTimeout: visibilityTimeout };

/**
 * Sets how long up to ten received messages stay hidden, each with its own outcome.
 * Errors: those of batches, QueueDoesNotExist.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
 */
export function changeMessageVisibilityBatch(
  queues: Queues,
): Operation<ChangeMessageVisibilityBatchRequest, ChangeMessageVisibilityBatchResult> {
  return {
    members: { QueueUrl: required, Entries: required },
    permissions: ({ QueueUrl }) => [queues.permission('ChangeMessageVisibility', QueueUrl)],
    handle({ QueueUrl, Entries: entries = [] }) {
      const queue = queues.get(QueueUrl);
      checkBatch(entries, 'ChangeMessageVisibilityBatchRequestEntry');
      return eachEntry(entries, ENTRY, (entry) => {
        changeVisibility(queue, entry.ReceiptHandle!, entry.VisibilityTimeout ?? 0);
        return {};
      });
    },
  };
}
