import type {
  ListDeadLetterSourceQueuesRequest,
  ListDeadLetterSourceQueuesResult,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { required } from '../members.ts';
import type { Queues } from '../queues.ts';

/**
 * Lists the URLs of the queues whose dead letters go to the queue, in one page.
 * Errors: QueueDoesNotExist.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html
 */
export function listDeadLetterSourceQueues(
  queues: Queues,
): Operation<ListDeadLetterSourceQueuesRequest, ListDeadLetterSourceQueuesResult> {
  return {
    members: { QueueUrl: required },
    permissions: ({ QueueUrl }) => [queues.permission('ListDeadLetterSourceQueues', QueueUrl)],
    handle({ QueueUrl }) {
      const sources = queues.sourcesOf(queues.get(QueueUrl));
      return { queueUrls: sources.map(({ name }) => queues.url(name)) };
    },
  };
}
