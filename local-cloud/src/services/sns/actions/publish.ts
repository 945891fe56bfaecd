import type { PublishInput, PublishResponse } from '@aws-sdk/client-sns';
import type { Operation, Principal } from '../../../core/service.ts';
import { fanOut } from '../deliver.ts';
import { checkAccess } from '../encryption.ts';
import { noValue } from '../errors.ts';
import type { Mailbox } from '../mailbox.ts';
import { messageAttributes } from '../members.ts';
import { checkMessage } from '../message.ts';
import type { Topics } from '../topics.ts';

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
    },
    permissions: ({ TopicArn, TargetArn }) => [topics.permission('Publish', TopicArn ?? TargetArn)],
    handle: (input, { principal }) => ({
      MessageId: publishTo(topics, mailbox, input, principal),
    }),
  };
}

/** Gives the message's id. */
export function publishTo(
  topics: Topics,
  mailbox: Mailbox,
  input: PublishInput,
  publisher: Principal,
): string {
  const arn = input.TopicArn ?? input.TargetArn;
  if (arn === undefined) throw noValue('TopicArn or TargetArn');
  const topic = topics.get(arn);
  checkAccess(topic, publisher);
  const textFor = checkMessage(input);
  const id = topics.cloud.random.uuid();
  fanOut(topics, mailbox, {
    id,
    topicArn: topic.arn,
    subject: input.Subject,
    attributes: input.MessageAttributes ?? {},
    sent: topics.cloud.clock.now(),
    textFor,
  });
  return id;
}
