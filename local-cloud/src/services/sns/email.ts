import type { Cloud } from '../../core/service.ts';
import type { Mail } from './mail.ts';
import type { Mailbox } from './mailbox.ts';
import type { Subscription } from './topics.ts';

/** The pages behind the links in SNS's mails, as they are called on AWS. */
export const CONFIRMATION_PAGE = '/confirmation.html';
export const UNSUBSCRIBE_PAGE = '/unsubscribe.html';

const FROM = 'AWS Notifications <no-reply@sns.amazonaws.com>';
const SUPPORT = `Please do not reply directly to this email. If you have any questions or comments regarding this email, please contact us at https://aws.amazon.com/support`;

type Address = Pick<Subscription, 'arn' | 'topicArn' | 'endpoint'>;

/** Puts a mail to a subscriber into the mailbox. */
export function mail(
  cloud: Cloud,
  mailbox: Mailbox,
  { endpoint }: Address,
  written: Pick<Mail, 'subject' | 'body' | 'task'>,
): void {
  mailbox.send({ sent: cloud.clock.now(), from: FROM, to: endpoint, ...written });
}

/** A message as the protocol `email` delivers it: SNS adds a link that ends the subscription. */
export function withFooter({ endpoint: cloud }: Cloud, { arn, endpoint }: Address, text: string) {
  return `${text}

--
If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:
${cloud}${UNSUBSCRIBE_PAGE}?SubscriptionArn=${arn}&Endpoint=${endpoint}

${SUPPORT}
`;
}

/** The mail that asks whoever has the address to confirm. */
export function confirmationMail(cloud: Cloud, { topicArn, endpoint, asked }: Subscription) {
  const body = `You have chosen to subscribe to the topic:
${topicArn}

To confirm this subscription, click or visit the link below (If this was in error no action is necessary):
${cloud.endpoint}${CONFIRMATION_PAGE}?TopicArn=${topicArn}&Token=${asked!.token}&Endpoint=${endpoint}

${SUPPORT}
`;
  return { subject: 'AWS Notification - Subscription Confirmation', body };
}
