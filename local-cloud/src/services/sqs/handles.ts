import { AwsError } from '../../core/errors.ts';
import { invalidValue, missingParameter } from './errors.ts';
import type { Message } from './message.ts';
import type { Queue } from './queue.ts';
import { decodeReceiptHandle } from './receipt-handle.ts';

const MAX_VISIBILITY = 43_200;

/**
 * Deletes by receipt handle. A standard queue takes the handle of any receive; a FIFO queue only
 * that of the latest, while the message is hidden.
 */
export function deleteReceived(queue: Queue, handle: string | undefined): void {
  const message = find(queue, handle);
  if (message === undefined) return;
  if (queue.isFifo && !isHeld(message, handle)) {
    throw invalidValue('ReceiptHandle', handle, 'The receipt handle has expired.');
  }
  queue.remove(message);
}

/** Hides a received message for so many seconds from now on; 0 shows it at once. */
export function changeVisibility(queue: Queue, handle: string | undefined, seconds?: number): void {
  if (seconds === undefined) throw missingParameter('VisibilityTimeout');
  if (seconds < 0 || seconds > MAX_VISIBILITY) {
    throw invalidValue(
      'VisibilityTimeout',
      seconds,
      'VisibilityTimeout must be an integer between 0 and 43200.',
    );
  }
  const message = find(queue, handle);
  if (message === undefined) {
    throw invalidValue(
      'ReceiptHandle',
      handle,
      'Message does not exist or is not available for visibility timeout change.',
    );
  }
  if (message.state !== 'inFlight') {
    throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
  }
  queue.changeVisibility(message, seconds * 1000);
}

function find(queue: Queue, handle: string | undefined): Message | undefined {
  if (handle === undefined) throw missingParameter('ReceiptHandle');
  return queue.find(decodeReceiptHandle(handle, queue.arn));
}

function isHeld(message: Message, handle: string | undefined): boolean {
  return message.state === 'inFlight' && message.receiptHandle === handle;
}
