import type {
  SendMessageBatchRequest,
  SendMessageBatchResult,
  SendMessageBatchResultEntry,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { checkBatch, eachEntry } from '../batch.ts';
import { messageSize } from '../check-message.ts';
import { message, required } from '../members.ts';
import type { Queues } from '../queues.ts';
import { checkFifoEntry, send } from '../send.ts';

const MAX_BATCH_SIZE = 1_048_576;

/**
 * Sends up to ten messages, each with its own outcome.
 * Errors: those of batches, BatchRequestTooLong, QueueDoesNotExist.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
export function sendMessageBatch(
  queues: Queues,
): Operation<SendMessageBatchRequest, SendMessageBatchResult> {
  return {
    members: { QueueUrl: required, Entries: required },
    permissions: ({ QueueUrl }) => [queues.permission('SendMessage', QueueUrl)],
    handle({ QueueUrl, Entries: entries = [] }, context) {
      const queue = queues.get(QueueUrl);
      checkBatch(entries, 'SendMessageBatchRequestEntry');
      checkTotal(entries.reduce((size, entry) => size + messageSize(entry), 0));
      for (const entry of entries) checkFifoEntry(queue, entry);
      return eachEntry(
        entries,
        message,
        (entry) => send(queues, queue, entry, context) as SendMessageBatchResultEntry,
      );
    },
  };
}

function checkTotal(size: number): void {
  if (size <= MAX_BATCH_SIZE) return;
  throw new AwsError(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${MAX_BATCH_SIZE} bytes. You have sent ${size} bytes.`,
  );
}
