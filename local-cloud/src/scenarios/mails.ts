import type { AwsCaller } from '../client/aws-caller.ts';
import type { Inbox } from './inbox.ts';
import type { Pace } from './pace.ts';

/** What a person does who is asked by mail to confirm a subscription, with AWS credentials at hand. */
export async function confirm(
  { aws, inbox, pace }: { aws: AwsCaller; inbox: Inbox; pace: Pace },
  { authenticateOnUnsubscribe }: { readonly authenticateOnUnsubscribe: boolean },
  at: string,
): Promise<string[]> {
  const link = await inbox.nextConfirmation();
  if (link === undefined) return [`${at}: no mail came that asks to confirm a subscription`];
  const { searchParams } = new URL(link);
  const input = {
    TopicArn: searchParams.get('TopicArn'),
    Token: searchParams.get('Token'),
    AuthenticateOnUnsubscribe: String(authenticateOnUnsubscribe),
  };
  await pace.during(aws.call('SNS', 'ConfirmSubscription', input));
  return [];
}

/**
 * What a program does that scans mails: opens every link, SNS's own too, whatever it answers. Links
 * to other machines are left alone.
 */
export async function scan({ inbox, pace }: { inbox: Inbox; pace: Pace }, at: string) {
  const links = (await inbox.links()).filter((link) => new URL(link).hostname === '127.0.0.1');
  for (const link of links) await pace.during(fetch(link).then((response) => response.text()));
  return links.length === 0 ? [`${at}: no mail has a link`] : [];
}
