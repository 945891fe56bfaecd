import type {
  ListDeadLetterSourceQueuesRequest,
  ListDeadLetterSourceQueuesResult,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { required } from '../members.ts';
import { page, pageOf } from '../pages.ts';
import type { Queues } from '../queues.ts';

/**
 * Lists the URLs of the queues whose dead letters go to the queue; there are further pages only if MaxResults
 * is given.
 * Errors: QueueDoesNotExist.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html
 */
export function listDeadLetterSourceQueues(
  queues: Queues,
): Operation<ListDeadLetterSourceQueuesRequest, ListDeadLetterSourceQueuesResult> {
  return {
    members: { QueueUrl: required, ...page },
    permissions: ({ QueueUrl }) => [queues.permission('ListDeadLetterSourceQueues', QueueUrl)],
    handle({ QueueUrl, ...asked }) {
      const names = queues.sourcesOf(queues.get(QueueUrl)).map(({ name }) => name);
      const { shown, more } = pageOf(names, asked);
      return { queueUrls: shown.map((name) => queues.url(name)), ...more };
    },
  };
}
