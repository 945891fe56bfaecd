import { AwsError } from '../../core/errors.ts';
import { invalidValue } from './errors.ts';
import type { Message } from './message.ts';
import { MAX_VISIBILITY, type Queue } from './queue.ts';
import { decodeReceiptHandle } from './receipt-handle.ts';

/**
 * Deletes by receipt handle. A standard queue takes the handle of any receive; a FIFO queue only
 * that of the latest, while the message is hidden.
 */
export function deleteReceived(queue: Queue, handle: string): void {
  const message = find(queue, handle);
  if (message === undefined) return;
  if (queue.isFifo && !isHeld(message, handle)) {
    throw invalidValue('ReceiptHandle', handle, 'The receipt handle has expired.');
  }
  queue.remove(message);
}

/**
 * Hides a received message for so many seconds from now on; 0 shows it at once. A standard queue
 * does so even when the message is visible again (recorded).
 */
export function changeVisibility(queue: Queue, handle: string, seconds: number): void {
  const message = find(queue, handle);
  if (message === undefined) {
    throw invalidValue(
      'ReceiptHandle',
      handle,
      'Message does not exist or is not available for visibility timeout change.',
    );
  }
  if (!isHideable(queue, message)) {
    throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
  }
  if (queue.isTooLong(message, seconds * 1000)) {
    throw invalidValue(
      'VisibilityTimeout',
      seconds,
      `Total VisibilityTimeout for the message is beyond the limit [${MAX_VISIBILITY} seconds]`,
    );
  }
  queue.changeVisibility(message, seconds * 1000);
}

function isHideable({ isFifo }: Queue, { state }: Message): boolean {
  return state === 'inFlight' || (!isFifo && state === 'visible');
}

function find(queue: Queue, handle: string): Message | undefined {
  return queue.find(decodeReceiptHandle(handle, queue.arn));
}

function isHeld(message: Message, handle: string): boolean {
  return message.state === 'inFlight' && message.receiptHandle === handle;
}
