import { hash } from 'node:crypto';
import type { PublishInput } from '@aws-sdk/client-sns';
import { invalidParameter } from './errors.ts';
import { InvalidAttribute } from './filter.ts';
import type { Topic } from './topics.ts';

/** What a message to a FIFO topic has besides. */
export interface Ordered {
  readonly groupId: string;
  readonly deduplicationId: string;
  readonly sequenceNumber: string;
}

export function isFifo({ attributes }: Topic): boolean {
  return attributes.get('FifoTopic') === 'true';
}

/**
 * What a topic's kind asks of a message.
 *
 * @throws InvalidParameterException
 */
export function checkKind(topic: Topic, input: PublishInput): void {
  const { MessageGroupId, MessageDeduplicationId } = input;
  if (!isFifo(topic)) {
    if (MessageDeduplicationId === undefined) return;
    throw invalidParameter(
      'MessageDeduplicationId',
      'The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  if (MessageGroupId === undefined) {
    throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  }
  if (MessageDeduplicationId !== undefined) return;
  if (topic.attributes.get('ContentBasedDeduplication') === 'true') return;
  throw invalidParameter(
    'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

export function deduplicationIdOf({ Message = '', MessageDeduplicationId }: PublishInput): string {
  return MessageDeduplicationId ?? hash('sha256', Message);
}

/** What a message is known by: in its group alone, where the topic's throughput is by groups. */
export function deduplicationKey({ attributes }: Topic, input: PublishInput): string {
  const id = deduplicationIdOf(input);
  const byGroup = attributes.get('FifoThroughputScope') === 'MessageGroup';
  return byGroup ? `${input.MessageGroupId} ${id}` : id;
}

/**
 * A standard topic does not keep the order that a FIFO queue is for.
 *
 * @throws InvalidParameterException
 */
export function checkEndpointKind(topic: Topic, endpoint: string): void {
  if (isFifo(topic) || !endpoint.endsWith('.fifo')) return;
  throw invalidParameter(
    'Invalid parameter: Endpoint',
    'FIFO SQS Queues can not be subscribed to standard SNS topics',
  );
}

/**
 * What a FIFO queue did not get from a FIFO topic goes to a FIFO queue.
 *
 * @throws InvalidAttribute
 */
export function checkDeadLetters(
  { topicArn, endpoint }: { readonly topicArn: string; readonly endpoint: string },
  policy: string | undefined,
): void {
  if (policy === undefined || policy === '') return;
  if (!topicArn.endsWith('.fifo') || !endpoint.endsWith('.fifo')) return;
  const { deadLetterTargetArn } = JSON.parse(policy) as { deadLetterTargetArn: string };
  if (deadLetterTargetArn.endsWith('.fifo')) return;
  throw new InvalidAttribute(
    'RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.',
  );
}
