import type { ChangeMessageVisibilityRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { changeVisibility } from '../handles.ts';
import { required, visibilityTimeout } from '../members.ts';
import type { Queues } from '../queues.ts';

/**
 * Sets how long, in seconds from now, a received message stays hidden.
 * Errors: QueueDoesNotExist, ReceiptHandleIsInvalid, MessageNotInflight, InvalidParameterValue.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
 */
export function changeMessageVisibility(
  queues: Queues,
): Operation<ChangeMessageVisibilityRequest, object> {
  return {
    members: {
      QueueUrl: required,
      ReceiptHandle: required,
      VisibilityTimeout: { ...visibilityTimeout, required: true },
    },
    permissions: ({ QueueUrl }) => [queues.permission('ChangeMessageVisibility', QueueUrl)],
    handle({ QueueUrl, ReceiptHandle, VisibilityTimeout }) {
      changeVisibility(queues.get(QueueUrl), ReceiptHandle!, VisibilityTimeout!);
      return {};
    },
  };
}
