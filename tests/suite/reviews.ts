import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Mail, startCloud } from 'local-cloud';
import { root } from '../project.ts';

export type Fields = Readonly<Record<string, string>>;

/** A cloud with the suite in it, and what reviews of credit card applications need of it. */
export async function reviewCloud(seed: string) {
  const cloud = await startCloud({ project: root, seed });
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
    for (;;) {
      await cloud.clock.settle();
      for (const { body } of await mailsAbout(id)) {
        const link = /https?:\/\/\S+/.exec(body)?.[0];
        if (link !== undefined) return link;
      }
      if (!(await cloud.clock.next())) throw new Error(`Nobody was asked about ${id}.`);
    }
  };

  const describe = (executionArn: string) =>
    cloud.call<{ status: string; output?: string }>('SFN', 'DescribeExecution', { executionArn });

  return {
    cloud,
    start,
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
      for (;;) {
        await cloud.clock.settle();
        const execution = await describe(executionArn);
        if (execution.status !== 'RUNNING' || !(await cloud.clock.next())) return execution;
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
