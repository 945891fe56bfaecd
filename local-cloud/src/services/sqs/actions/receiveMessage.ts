import type { ReceiveMessageRequest, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import type { CallContext, Operation } from '../../../core/service.ts';
import { isQueueAttribute, unknownAttribute } from '../attributes.ts';
import { because, required } from '../members.ts';
import { isSystemAttribute, type Message, received } from '../message.ts';
import type { Queue } from '../queue.ts';
import type { Queues } from '../queues.ts';

/**
 * Receives up to ten messages and hides them from others for the visibility timeout. With a wait
 * time (in seconds) it waits until there is at least one.
 * Errors: QueueDoesNotExist, InvalidAttributeName, InvalidParameterValue.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export function receiveMessage(
  queues: Queues,
): Operation<ReceiveMessageRequest, ReceiveMessageResult> {
  return {
    members: {
      QueueUrl: required,
      AttributeNames: {},
      MessageSystemAttributeNames: {},
      MessageAttributeNames: {},
      MaxNumberOfMessages: {
        range: [1, 10],
        says: { range: because('MaxNumberOfMessages', 'Must be between 1 and 10, if provided.') },
      },
      WaitTimeSeconds: {
        range: [0, 20],
        says: { range: because('WaitTimeSeconds', 'Must be >= 0 and <= 20, if provided.') },
      },
      VisibilityTimeout: {
        range: [0, 43_200],
        says: { range: because('VisibilityTimeout', 'Must be >= 0 and <= 43200, if provided.') },
      },
    },
    permissions: ({ QueueUrl }) => [queues.permission('ReceiveMessage', QueueUrl)],
    async handle(input, context) {
      const queue = queues.get(input.QueueUrl);
      checkNames(input);
      const messages = await receive(queues, queue, input, context);
      const asked = {
        system: [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])],
        message: input.MessageAttributeNames ?? [],
      };
      queues.metrics.received(queue, messages.length);
      if (messages.length === 0) return {};
      return { Messages: messages.map((message) => received(message, asked)) };
    },
  };
}

/** AttributeNames may be those of queues, too, of which messages have none. */
function checkNames({
  AttributeNames = [],
  MessageSystemAttributeNames = [],
}: ReceiveMessageRequest) {
  const unknown =
    AttributeNames.find((name) => !isSystemAttribute(name) && !isQueueAttribute(name)) ??
    MessageSystemAttributeNames.find((name) => !isSystemAttribute(name));
  if (unknown !== undefined) throw unknownAttribute(unknown);
}

async function receive(
  queues: Queues,
  queue: Queue,
  input: ReceiveMessageRequest,
  { waiting, signal }: CallContext,
): Promise<Message[]> {
  const { clock } = queues.cloud;
  const wait = (input.WaitTimeSeconds ?? queue.attributes.waitTime) * 1000;
  const end = clock.now() + wait;
  const visibility = (input.VisibilityTimeout ?? queue.attributes.visibility) * 1000;
  for (;;) {
    const messages = signal?.aborted
      ? []
      : queue.receive(input.MaxNumberOfMessages ?? 1, visibility);
    const left = end - clock.now();
    const over = left <= 0 || signal?.aborted || queues.find(queue.name) !== queue;
    if (messages.length > 0 || over) return messages;
    await waiting(queue.arrival(left, signal));
  }
}
