import type { ListQueuesRequest, ListQueuesResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { page, pageOf } from '../pages.ts';
import type { Queues } from '../queues.ts';

/**
 * Lists the URLs of queues by name; there are further pages only if MaxResults is given.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html
 */
export function listQueues(queues: Queues): Operation<ListQueuesRequest, ListQueuesResult> {
  return {
    members: {
      QueueNamePrefix: {},
      ...page,
    },
    permissions: () => [{ action: 'sqs:ListQueues', resource: '*' }],
    handle({ QueueNamePrefix: prefix = '', ...asked }) {
      const names = queues.names().filter((name) => name.startsWith(prefix));
      const { shown, more } = pageOf(names, asked);
      return shown.length === 0
        ? {}
        : { QueueUrls: shown.map((name) => queues.url(name)), ...more };
    },
  };
}
