import type { TagQueueRequest } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { required } from '../members.ts';
import type { Queues } from '../queues.ts';

/**
 * Adds tags to a queue; a tag of the same key is replaced.
 * Errors: QueueDoesNotExist.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html
 */
export function tagQueue(queues: Queues): Operation<TagQueueRequest, object> {
  return {
    members: { QueueUrl: required, Tags: required },
    permissions: ({ QueueUrl }) => [queues.permission('TagQueue', QueueUrl)],
    handle({ QueueUrl, Tags }) {
      const queue = queues.get(QueueUrl);
      queue.tags = { ...queue.tags, ...Tags };
      return {};
    },
  };
}
