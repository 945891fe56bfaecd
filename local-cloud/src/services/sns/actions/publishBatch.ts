import type { PublishBatchInput, PublishBatchResponse } from '@aws-sdk/client-sns';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { checkKind } from '../fifo.ts';
import type { Mailbox } from '../mailbox.ts';
import { messageAttributes } from '../members.ts';
import { checkMessage, MOST_BYTES, messageSize } from '../message.ts';
import type { Topics } from '../topics.ts';
import { publishTo } from './publish.ts';

/**
 * Publishes up to ten messages; where one is not right none is published (recorded).
 * Errors: EmptyBatchRequestException, TooManyEntriesInBatchRequestException,
 * BatchEntryIdsNotDistinctException, InvalidBatchEntryIdException, BatchRequestTooLongException, and
 * those of Publish.
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
            MessageGroupId: {},
            MessageDeduplicationId: {},
          },
        },
      },
    },
    permissions: ({ TopicArn }) => [topics.permission('Publish', TopicArn)],
    async handle({ TopicArn, PublishBatchRequestEntries: entries = [] }, context) {
      checkEntries(entries.map(({ Id }) => Id));
      const topic = topics.get(TopicArn);
      checkTotal(entries.reduce((size, entry) => size + messageSize(entry), 0));
      for (const entry of entries) {
        checkMessage(entry);
        checkKind(topic, entry);
      }
      const published = entries.map(async ({ Id, ...entry }) => ({
        Id,
        ...(await publishTo(topics, mailbox, { TopicArn, ...entry }, context)),
      }));
      const Successful = await Promise.all(published);
      return { Successful, Failed: [] };
    },
  };
}

function checkTotal(size: number): void {
  if (size <= MOST_BYTES) return;
  throw new AwsError(
    'BatchRequestTooLongException',
    'The length of all the messages put together is more than the limit.',
  );
}

function checkId(id = ''): void {
  const refuse = (problem: string) =>
    new AwsError(
      'InvalidBatchEntryIdException',
      `The Id of a batch entry in the batch request ${problem}: ${id}`,
    );
  if (id.length > 80) throw refuse('is too long');
  if (!/^[A-Za-z0-9_-]*$/.test(id)) throw refuse('contains an impermissible character');
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
      'The batch request contains more entries than permissible.',
    );
  }
  for (const id of ids) checkId(id);
  if (new Set(ids).size < ids.length) {
    throw new AwsError(
      'BatchEntryIdsNotDistinctException',
      'Two or more batch entries in the request have the same Id.',
    );
  }
}
