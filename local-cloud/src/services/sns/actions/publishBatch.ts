import type { PublishBatchInput, PublishBatchResponse } from '@aws-sdk/client-sns';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { Mailbox } from '../mailbox.ts';
import { messageAttributes } from '../members.ts';
import type { Topics } from '../topics.ts';
import { publishTo } from './publish.ts';

/**
 * Publishes up to ten messages; one that is not right fails alone.
 * Errors: EmptyBatchRequestException, TooManyEntriesInBatchRequestException, BatchEntryIdsNotDistinctException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
 */
export function publishBatch(
  topics: Topics,
  mailbox: Mailbox,
): Operation<PublishBatchInput, PublishBatchResponse> {
  return {
    members: {
      TopicArn: { required: true },
      PublishBatchRequestEntries: {
        required: true,
        items: {
          members: {
            Id: { required: true },
            Message: { required: true },
            Subject: {},
            MessageStructure: {},
            MessageAttributes: messageAttributes,
          },
        },
      },
    },
    permissions: ({ TopicArn }) => [topics.permission('Publish', TopicArn)],
    handle({ TopicArn, PublishBatchRequestEntries: entries = [] }, { principal }) {
      checkEntries(entries.map(({ Id }) => Id));
      topics.get(TopicArn);
      const answer: Required<PublishBatchResponse> = { Successful: [], Failed: [] };
      for (const { Id, ...entry } of entries) {
        try {
          answer.Successful.push({
            Id,
            MessageId: publishTo(topics, mailbox, { TopicArn, ...entry }, principal),
          });
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          const { code: Code, message: Message, fault } = error;
          answer.Failed.push({ Id, Code, Message, SenderFault: fault === 'client' });
        }
      }
      return answer;
    },
  };
}

function checkEntries(ids: readonly (string | undefined)[]): void {
  if (ids.length === 0) {
    throw new AwsError(
      'EmptyBatchRequestException',
      'The batch request does not contain any entries.',
    );
  }
  if (ids.length > 10) {
    throw new AwsError(
      'TooManyEntriesInBatchRequestException',
      'The batch request contains more entries than permissible (more than 10).',
    );
  }
  if (new Set(ids).size < ids.length) {
    throw new AwsError(
      'BatchEntryIdsNotDistinctException',
      'Two or more batch entries in the request have the same Id.',
    );
  }
}
