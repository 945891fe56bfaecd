import type { UntagQueueRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { required } from '../members.ts';
import type { Queues } from '../queues.ts';

/**
 * Removes tags from a queue.
 * Errors: QueueDoesNotExist.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html
 */
export function untagQueue(queues: Queues): Operation<UntagQueueRequest, object> {
  return {
    members: { QueueUrl: required, TagKeys: required },
    permissions: ({ QueueUrl }) => [queues.permission('UntagQueue', QueueUrl)],
    handle({ QueueUrl, TagKeys = [] }) {
      const queue = queues.get(QueueUrl);
      const kept = Object.entries(queue.tags).filter(([key]) => !TagKeys.includes(key));
      queue.tags = Object.fromEntries(kept);
      return {};
    },
  };
}
