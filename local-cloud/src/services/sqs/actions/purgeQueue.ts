import type { PurgeQueueRequest } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { required } from '../members.ts';
import type { Queues } from '../queues.ts';

const PURGE_INTERVAL = 60 * 1000;

/**
 * Deletes the messages of a queue, at once; at most once a minute.
 * Errors: QueueDoesNotExist, PurgeQueueInProgress.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html
 */
export function purgeQueue(queues: Queues): Operation<PurgeQueueRequest, object> {
  return {
    members: { QueueUrl: required },
    permissions: ({ QueueUrl }) => [queues.permission('PurgeQueue', QueueUrl)],
    handle({ QueueUrl }) {
      const queue = queues.get(QueueUrl);
      const { purgedAt } = queue;
      if (purgedAt !== undefined && queues.cloud.clock.now() < purgedAt + PURGE_INTERVAL) {
        throw new AwsError(
          'PurgeQueueInProgress',
          `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
        );
      }
      queue.purge();
      queues.metrics.used(queue);
      return {};
    },
  };
}
