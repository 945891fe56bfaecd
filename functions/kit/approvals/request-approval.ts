import { GetTopicAttributesCommand, PublishCommand } from '@aws-sdk/client-sns';
import { sns } from '../clients/sns.ts';
import { now } from '../clock.ts';
import { environment } from '../environment.ts';
import { logger } from '../logger.ts';
import { taskHandler, UnexpectedPayload } from '../task.ts';
import { approvalRequest } from './approval.ts';
import { NobodyToAsk } from './errors.ts';
import { mailFor } from './mail.ts';
import { markMailed, saveRequest } from './store.ts';

const pages = environment('APPROVALS_URL');

/**
 * Asks a person, for a state that waits (`lambda:invoke.waitForTaskToken`): stores the question,
 * then writes the mail. A second attempt of the state finds both done and does neither again.
 * The result is in the execution's history: the link must not be. Throws NobodyToAsk.
 */
export const handler = taskHandler(approvalRequest, UnexpectedPayload, async (request) => {
  const { workflow, execution, title, topicArn } = request;
  await somebodyIn(topicArn);
  const { id, expiresAt, isToBeMailed } = await saveRequest(request);
  if (isToBeMailed) {
    const { subject, message } = mailFor({ workflow, title, expiresAt }, `${pages}/${id}`);
    await sns.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message }));
    await markMailed(id, new Date(now()).toISOString());
  }
  logger.info('Asked', { workflow, execution, mailed: isToBeMailed });
  return { asked: true };
});

/** SNS takes a message to a topic that nobody listens to, and says nothing. */
async function somebodyIn(TopicArn: string): Promise<void> {
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  if (Attributes?.SubscriptionsConfirmed !== '0') return;
  throw new NobodyToAsk(
    `No subscription to ${TopicArn} is confirmed (pending: ${Attributes.SubscriptionsPending}). ` +
      'Whoever is to decide has to follow the link in the mail that SNS has sent them.',
  );
}
