import type {
  GetQueueAttributesRequest,
  GetQueueAttributesResult,
  QueueAttributeName,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../core/service.ts';
import { isQueueAttribute, unknownAttribute } from '../attributes.ts';
import { required } from '../members.ts';
import type { Queue } from '../queue.ts';
import type { Queues } from '../queues.ts';

/**
 * Tells the attributes asked for, `All` of them if so asked; the counts are exact here.
 * Errors: QueueDoesNotExist, InvalidAttributeName.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export function getQueueAttributes(
  queues: Queues,
): Operation<GetQueueAttributesRequest, GetQueueAttributesResult> {
  return {
    members: { QueueUrl: required, AttributeNames: {} },
    permissions: ({ QueueUrl }) => [queues.permission('GetQueueAttributes', QueueUrl)],
    handle({ QueueUrl, AttributeNames: asked = [] }) {
      const attributes = describeQueue(queues.get(QueueUrl));
      const all = asked.includes('All');
      for (const name of asked) {
        if (name !== 'All' && !isQueueAttribute(name)) throw unknownAttribute(name);
      }
      const selected = Object.entries(attributes).filter(
        ([name]) => all || asked.includes(name as QueueAttributeName),
      );
      return selected.length === 0 ? {} : { Attributes: Object.fromEntries(selected) };
    },
  };
}

function describeQueue(queue: Queue): Record<string, string> {
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(queue.counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(queue.counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(queue.counts.delayed),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
    ...fifoDefaults(queue),
    ...queue.attributes.given,
  };
}

function fifoDefaults(queue: Queue): Record<string, string> {
  if (!queue.isFifo) return {};
  return {
    ContentBasedDeduplication: 'false',
    DeduplicationScope: 'queue',
    FifoThroughputLimit: 'perQueue',
  };
}

function seconds(ms: number): string {
  return String(Math.floor(ms / 1000));
}
