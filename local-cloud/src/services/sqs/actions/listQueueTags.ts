import type { ListQueueTagsRequest, ListQueueTagsResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { required } from '../members.ts';
import type { Queues } from '../queues.ts';

/**
 * Lists the tags of a queue.
 * Errors: QueueDoesNotExist.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html
 */
export function listQueueTags(
  queues: Queues,
): Operation<ListQueueTagsRequest, ListQueueTagsResult> {
  return {
    members: { QueueUrl: required },
    permissions: ({ QueueUrl }) => [queues.permission('ListQueueTags', QueueUrl)],
    handle({ QueueUrl }) {
      const { tags } = queues.get(QueueUrl);
      return Object.keys(tags).length === 0 ? {} : { Tags: { ...tags } };
    },
  };
}
