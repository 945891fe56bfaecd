import { invalidReceiptHandle } from './errors.ts';

/** Opaque to callers; names the message, so that a handle outlives what it was good for. */
export function encodeReceiptHandle(
  receiveId: string,
  queueArn: string,
  messageId: string,
): string {
  return Buffer.from(`${receiveId} ${queueArn} ${messageId}`).toString('base64');
}

/** The id of the message that the handle is for. Throws ReceiptHandleIsInvalid. */
export function decodeReceiptHandle(handle: string, queueArn: string): string {
  const [, arn, messageId, ...rest] = Buffer.from(handle, 'base64').toString().split(' ');
  if (messageId !== undefined && arn === queueArn && rest.length === 0) return messageId;
  throw invalidReceiptHandle(handle);
}
