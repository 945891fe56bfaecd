import type { PublishInput, PublishResponse } from '@aws-sdk/client-sns';
import type { CallContext, Operation } from '../../../core/service.ts';
import type { Accepted } from '../../deduplication.ts';
import { fanOut } from '../deliver.ts';
import { checkAccess } from '../encryption.ts';
import { invalidParameter, noValue } from '../errors.ts';
import { checkKind, deduplicationIdOf, deduplicationKey, isFifo } from '../fifo.ts';
import type { Mailbox } from '../mailbox.ts';
import { messageAttributes } from '../members.ts';
import { checkMessage, type Published } from '../message.ts';
import type { Topic, Topics } from '../topics.ts';

/**
 * Publishes a message to a topic.
 * Errors: InvalidParameterException, NotFoundException, KMSAccessDeniedException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function publish(
  topics: Topics,
  mailbox: Mailbox,
): Operation<PublishInput, PublishResponse> {
  return {
    members: {
      TopicArn: {},
      TargetArn: {},
      Message: { required: true },
      Subject: {},
      MessageStructure: {},
      MessageAttributes: messageAttributes,
      MessageGroupId: {},
      MessageDeduplicationId: {},
    },
    permissions: ({ TopicArn, TargetArn }) => [topics.permission('Publish', TopicArn ?? TargetArn)],
    handle: (input, context) => publishTo(topics, mailbox, input, context),
  };
}

/** Publishes one message, unless a FIFO topic has it already. */
export async function publishTo(
  topics: Topics,
  mailbox: Mailbox,
  input: PublishInput,
  { principal, traceHeader }: Pick<CallContext, 'principal' | 'traceHeader'>,
): Promise<{ MessageId: string; SequenceNumber?: string }> {
  const topic = topicOf(topics, input);
  checkAccess(topic, principal);
  const textFor = checkMessage(input);
  checkKind(topic, input);
  const { accepted, isNew } = accept(topics, topic, input);
  const message = { ...messageOf(topics, topic, input, accepted), traceHeader, textFor };
  if (isNew) await topics.fanOuts.next(() => fanOut(topics, mailbox, message, principal.task));
  const SequenceNumber = message.ordered?.sequenceNumber;
  return { MessageId: accepted.messageId, ...(SequenceNumber && { SequenceNumber }) };
}

function topicOf(topics: Topics, { TopicArn, TargetArn }: PublishInput): Topic {
  const arn = TopicArn ?? TargetArn;
  if (arn === undefined) throw noValue('TopicArn or TargetArn');
  // What is no topic may be an endpoint of a platform application, of which there are none.
  if (/^arn:aws[a-z-]*:sns:[^:]+:\d{12}:endpoint\//.test(arn)) {
    throw invalidParameter('TargetArn', 'No endpoint found for the target arn specified');
  }
  return topics.get(arn);
}

function accept({ cloud }: Topics, topic: Topic, input: PublishInput) {
  const { deduplication } = topic;
  const id = deduplicationKey(topic, input);
  const earlier = isFifo(topic) ? deduplication.find(id) : undefined;
  if (earlier !== undefined) return { accepted: earlier, isNew: false };
  const accepted = {
    messageId: cloud.random.uuid(),
    sequenceNumber: deduplication.nextSequenceNumber(),
  };
  if (isFifo(topic)) deduplication.remember(id, accepted);
  return { accepted, isNew: true };
}

function messageOf(
  { cloud }: Topics,
  topic: Topic,
  input: PublishInput,
  { messageId, sequenceNumber }: Accepted,
): Omit<Published, 'textFor' | 'traceHeader'> {
  const { MessageGroupId: groupId } = input;
  const deduplicationId = deduplicationIdOf(input);
  return {
    id: messageId,
    topicArn: topic.arn,
    subject: input.Subject,
    attributes: input.MessageAttributes ?? {},
    sent: cloud.clock.now(),
    groupId,
    ordered: isFifo(topic) ? { groupId: groupId!, deduplicationId, sequenceNumber } : undefined,
    signatureVersion: topic.attributes.get('SignatureVersion') ?? '1',
  };
}
