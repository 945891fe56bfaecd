import type { SetQueueAttributesRequest } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { checkedAttributes } from '../attributes.ts';

import { required } from '../members.ts';
import type { Queues } from '../queues.ts';

/**
 * Changes attributes; an empty value takes one away.
 * Errors: QueueDoesNotExist, InvalidAttributeName, InvalidAttributeValue.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export function setQueueAttributes(queues: Queues): Operation<SetQueueAttributesRequest, object> {
  return {
    members: { QueueUrl: required, Attributes: required },
    permissions: ({ QueueUrl }) => [queues.permission('SetQueueAttributes', QueueUrl)],
    handle({ QueueUrl, Attributes = {} }) {
      const queue = queues.get(QueueUrl);
      const changes = checkedAttributes(Attributes, queue.isFifo);
      if (changes.FifoQueue === 'false') throw unmodifiableType();
      queues.checkRedriveTarget(changes.RedrivePolicy, queue.name);
      queues.change(queue, changes);
      return {};
    },
  };
}

function unmodifiableType(): AwsError {
  return new AwsError(
    'InvalidAttributeValue',
    'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.',
  );
}
