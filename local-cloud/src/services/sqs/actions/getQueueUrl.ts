import type { GetQueueUrlRequest, GetQueueUrlResult } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { queueDoesNotExist } from '../errors.ts';
import { required } from '../members.ts';
import type { Queues } from '../queues.ts';

/**
 * Tells the URL of a queue of this account.
 * Errors: QueueDoesNotExist.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html
 */
export function getQueueUrl(queues: Queues): Operation<GetQueueUrlRequest, GetQueueUrlResult> {
  return {
    members: { QueueName: required, QueueOwnerAWSAccountId: {} },
    permissions: ({ QueueName }) => [queues.permission('GetQueueUrl', QueueName)],
    handle({ QueueName: name = '', QueueOwnerAWSAccountId: owner = queues.cloud.accountId }) {
      const known = owner === queues.cloud.accountId && queues.find(name) !== undefined;
      if (!known) throw queueDoesNotExist();
      return { QueueUrl: queues.url(name) };
    },
  };
}
