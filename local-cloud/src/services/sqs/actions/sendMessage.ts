import type { SendMessageRequest, SendMessageResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { message, required } from '../members.ts';
import type { Queues } from '../queues.ts';
import { send } from '../send.ts';

/**
 * Sends one message.
 * Errors: QueueDoesNotExist, InvalidMessageContents, InvalidParameterValue, MissingParameter.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function sendMessage(queues: Queues): Operation<SendMessageRequest, SendMessageResult> {
  return {
    members: { QueueUrl: required, ...message },
    permissions: ({ QueueUrl }) => [queues.permission('SendMessage', QueueUrl)],
    handle: (input, context) => send(queues, queues.get(input.QueueUrl), input, context),
  };
}
