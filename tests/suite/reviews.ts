import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Mail, startCloud } from 'local-cloud';
import { MOMENT, root } from '../project.ts';

export type Fields = Readonly<Record<string, string>>;

/** A cloud with the suite in it, and what reviews of credit card applications need of it. */
export async function reviewCloud(seed: string) {
  const cloud = await startCloud({ project: root, seed, frozenAt: MOMENT });
  const payload = JSON.parse(
    readFileSync(join(root, 'events/credit-card/over-limit-approved.json'), 'utf8'),
  ) as { application: object };

  /** Starts an application; gives the execution's ARN. */
  const start = async (id: string, changes: object = {}) => {
    const application = { ...payload.application, id, ...changes };
    const { executionArn } = await cloud.call<{ executionArn: string }>('SFN', 'StartExecution', {
      stateMachineArn: cloud.output('CreditCardStateMachineArn'),
      input: JSON.stringify({ application }),
    });
    return executionArn;
  };

  const mailsAbout = async (id: string): Promise<Mail[]> =>
    (await cloud.mails()).filter(({ body }) => body.includes(`application ${id}`));

  /** Lets time pass until the reviewer of an application has mail; gives the link in it. */
  const linkFor = async (id: string) => {
    await cloud.clock.settle();
    for (let moved = true; ; moved = await cloud.clock.next()) {
      for (const { body } of await mailsAbout(id)) {
        const link = /https?:\/\/\S+/.exec(body)?.[0];
        if (link !== undefined) return link;
      }
      if (!moved) throw new Error(`Nobody was asked about ${id}.`);
    }
  };

  const describe = (executionArn: string) =>
    cloud.call<{ status: string; error?: string; output?: string }>('SFN', 'DescribeExecution', {
      executionArn,
    });

  /** Every link in a mail that leads to the cloud, SNS's own too. */
  const linksInMails = async () =>
    (await cloud.mails()).flatMap(({ body }) =>
      [...body.matchAll(/https?:\/\/\S+/g)]
        .map(([url]) => url)
        .filter((url) => url.startsWith(cloud.endpoint)),
    );

  /** Ends the reviewer's subscription, makes a new one, and confirms it. */
  const subscribeAnew = async (AuthenticateOnUnsubscribe: 'true' | 'false') => {
    const TopicArn = cloud.output('CreditCardApprovalsTopicArn');
    const { Subscriptions } = await cloud.call<{
      Subscriptions: { SubscriptionArn: string }[];
    }>('SNS', 'ListSubscriptionsByTopic', { TopicArn });
    for (const { SubscriptionArn } of Subscriptions) {
      await cloud.call('SNS', 'Unsubscribe', { SubscriptionArn });
    }
    const reviewer = { Protocol: 'email', Endpoint: 'reviewer@example.com' };
    await cloud.call('SNS', 'Subscribe', { TopicArn, ...reviewer });
    const Token = new URL((await linksInMails()).at(-1)!).searchParams.get('Token');
    await cloud.call('SNS', 'ConfirmSubscription', { TopicArn, Token, AuthenticateOnUnsubscribe });
  };

  return {
    cloud,
    start,
    linksInMails,
    subscribeAnew,
    mailsAbout,
    linkFor,
    describe,
    /** Starts an application that is reviewed; gives its execution and its link. */
    async reviewed(id: string) {
      const executionArn = await start(id);
      return { executionArn, link: await linkFor(id) };
    },
    /** Lets time pass until an execution has ended. */
    async ended(executionArn: string) {
      await cloud.clock.settle();
      // Looked at after each step: timers also come due by themselves, between a look and a step.
      for (let moved = true; ; moved = await cloud.clock.next()) {
        const execution = await describe(executionArn);
        if (execution.status !== 'RUNNING' || !moved) return execution;
      }
    },
    open: (url: string, method = 'GET') => cloud.clock.during(answerOf(fetch(url, { method }))),
    press: (url: string, fields: Fields) =>
      cloud.clock.during(
        answerOf(fetch(url, { method: 'POST', body: new URLSearchParams(fields) })),
      ),
  };
}

export type ReviewCloud = Awaited<ReturnType<typeof reviewCloud>>;

async function answerOf(response: Promise<Response>) {
  const { status, headers, text } = await response.then(async (answer) => ({
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    text: await answer.text(),
  }));
  return { status, headers, text };
}
