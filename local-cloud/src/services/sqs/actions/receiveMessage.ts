import type { ReceiveMessageRequest, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import type { CallContext, Operation } from '../../../core/service.ts';
import { invalidValue } from '../errors.ts';
import { type Message, received } from '../message.ts';
import type { Queue } from '../queue.ts';
import type { Queues } from '../queues.ts';

const MAX_MESSAGES = 10;
const MAX_WAIT = 20;
const MAX_VISIBILITY = 43_200;

/**
 * Receives up to ten messages and hides them from others for the visibility timeout. With a wait
 * time (in seconds) it waits until there is at least one.
 * Errors: QueueDoesNotExist, InvalidParameterValue.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export function receiveMessage(
  queues: Queues,
): Operation<ReceiveMessageRequest, ReceiveMessageResult> {
  return {
    members: {
      QueueUrl: { required: true },
      AttributeNames: {},
      MessageSystemAttributeNames: {},
      MessageAttributeNames: {},
      MaxNumberOfMessages: {},
      VisibilityTimeout: {},
      WaitTimeSeconds: {},
    },
    permissions: ({ QueueUrl }) => [queues.permission('ReceiveMessage', QueueUrl)],
    async handle(input, context) {
      const queue = queues.get(input.QueueUrl);
      check(input);
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

function check(input: ReceiveMessageRequest): void {
  const { MaxNumberOfMessages: max, WaitTimeSeconds: wait, VisibilityTimeout: visibility } = input;
  if (max !== undefined && (max < 1 || max > MAX_MESSAGES)) {
    throw invalidValue('MaxNumberOfMessages', max, 'Must be between 1 and 10, if provided.');
  }
  if (wait !== undefined && (wait < 0 || wait > MAX_WAIT)) {
    throw invalidValue('WaitTimeSeconds', wait, 'Must be >= 0 and <= 20, if provided.');
  }
  if (visibility !== undefined && (visibility < 0 || visibility > MAX_VISIBILITY)) {
    throw invalidValue('VisibilityTimeout', visibility, 'Must be >= 0 and <= 43200, if provided.');
  }
}
