import type { CreateQueueRequest, CreateQueueResult } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { checkedAttributes, withChanges } from '../attributes.ts';
import { invalidParameter } from '../errors.ts';
import type { Queue } from '../queue.ts';
import type { Queues } from '../queues.ts';

const BAD_NAME =
  'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length';
const BAD_FIFO_NAME =
  'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.';

/**
 * Creates a queue. The same name with the same attributes answers the existing queue's URL.
 * The name of a deleted queue is free after a minute.
 * Errors: QueueNameExists, QueueDeletedRecently, InvalidAttributeName, InvalidAttributeValue, InvalidParameterValue.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 */
export function createQueue(queues: Queues): Operation<CreateQueueRequest, CreateQueueResult> {
  return {
    members: {
      QueueName: {
        required: true,
        length: [1, 80],
        pattern: '[A-Za-z0-9_-]+(\\.fifo)?',
        says: { length: BAD_NAME, pattern: BAD_NAME },
      },
      Attributes: {},
      tags: {},
    },
    permissions: ({ QueueName, tags }) => [
      queues.permission('CreateQueue', QueueName),
      ...(tags === undefined ? [] : [queues.permission('TagQueue', QueueName)]),
    ],
    handle({ QueueName: name = '', Attributes = {}, tags = {} }) {
      const fifo = name.endsWith('.fifo');
      const attributes = checkedAttributes(Attributes, fifo || Attributes.FifoQueue === 'true');
      checkKind(fifo, attributes.FifoQueue === 'true');
      queues.checkRedriveTarget(attributes.RedrivePolicy, name);
      const existing = queues.find(name);
      if (existing === undefined) {
        queues.deletedNames.check(name);
        const queue = queues.create(name, withChanges({}, attributes));
        queue.tags = { ...tags };
      } else {
        checkSame(existing, attributes);
      }
      return { QueueUrl: queues.url(name) };
    },
  };
}

function checkKind(fifo: boolean, declaredFifo: boolean): void {
  if (fifo === declaredFifo) return;
  throw invalidParameter(fifo ? BAD_NAME : BAD_FIFO_NAME);
}

function checkSame(queue: Queue, attributes: Record<string, string>): void {
  const { given } = queue.attributes;
  for (const [name, value] of Object.entries(withChanges(given, attributes).given)) {
    if (given[name] === value) continue;
    throw new AwsError(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for attribute ${name}`,
    );
  }
}
