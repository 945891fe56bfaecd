import type { ListQueuesRequest, ListQueuesResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { because } from '../members.ts';
import type { Queues } from '../queues.ts';

const MAX_RESULTS = 1000;

/**
 * Lists the URLs of queues by name; there are further pages only if MaxResults is given.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html
 */
export function listQueues(queues: Queues): Operation<ListQueuesRequest, ListQueuesResult> {
  return {
    members: {
      QueueNamePrefix: {},
      MaxResults: {
        range: [1, MAX_RESULTS],
        says: { range: because('MaxResults', 'MaxResults must be an integer between 1 and 1000.') },
      },
      NextToken: {},
    },
    permissions: () => [{ action: 'sqs:ListQueues', resource: '*' }],
    handle({ QueueNamePrefix: prefix = '', MaxResults: max, NextToken: token = '' }) {
      const names = queues.names().filter((name) => name.startsWith(prefix) && name > token);
      const page = names.slice(0, max ?? MAX_RESULTS);
      if (page.length === 0) return {};
      const QueueUrls = page.map((name) => queues.url(name));
      const more = max !== undefined && page.length < names.length;
      return more ? { QueueUrls, NextToken: page.at(-1) } : { QueueUrls };
    },
  };
}
