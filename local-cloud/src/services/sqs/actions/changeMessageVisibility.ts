import type { ChangeMessageVisibilityRequest } from '@aws-sdk/client-sqs';
import type { Served } from '../../members.ts';
import { changeVisibility } from '../handles.ts';
import type { Queues } from '../queues.ts';

/**
 * Sets how long, in seconds from now, a received message stays hidden.
 * Errors: QueueDoesNotExist, ReceiptHandleIsInvalid, MessageNotInflight, InvalidParameterValue.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
 */
export function changeMessageVisibility(
  queues: Queues,
): Served<ChangeMessageVisibilityRequest, object> {
  return {
    members: ['QueueUrl', 'ReceiptHandle', 'VisibilityTimeout'],
    permissions: ({ QueueUrl }) => [queues.permission('ChangeMessageVisibility', QueueUrl)],
    handle({ QueueUrl, ReceiptHandle, VisibilityTimeout }) {
      changeVisibility(queues.get(QueueUrl), ReceiptHandle, VisibilityTimeout);
      return {};
    },
  };
}
