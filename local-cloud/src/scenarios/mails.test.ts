import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { AwsCaller } from '../client/aws-caller.ts';
import type { Mail } from '../services/sns/mail.ts';
import { Inbox } from './inbox.ts';
import { confirm, scan } from './mails.ts';
import type { Pace } from './pace.ts';

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:tea';
const FOOTER = `
--
If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:
`;

let mails: Mail[];
let calls: [string, object][];
beforeEach(() => {
  mails = [];
  calls = [];
});

const mail = (id: number, body: string): Mail => ({
  ...{ id, sent: 100, from: 'SNS', to: 'you', subject: 'Tea', body },
});
const asking = `To confirm:\nhttp://127.0.0.1/confirmation.html?TopicArn=${TOPIC}&Token=abc&Endpoint=you\n`;

const pace = {
  settle: async () => {},
  step: async () => false,
  mails: async () => mails,
  during: (work: Promise<unknown>) => work,
} as unknown as Pace;
const inbox = () => new Inbox(pace, 0);
const aws: AwsCaller = {
  async call<Output>(_service: string, operation: string, input: object) {
    calls.push([operation, input]);
    return {} as Output;
  },
};

test('confirms the subscription that the newest mail asks about', async () => {
  mails = [mail(1, asking), mail(2, `Ready${FOOTER}http://127.0.0.1/unsubscribe.html?A=1`)];
  const context = { aws, pace, inbox: inbox() };
  expect(await confirm(context, { authenticateOnUnsubscribe: true }, 'step 1')).toEqual([]);
  const input = { TopicArn: TOPIC, Token: 'abc', AuthenticateOnUnsubscribe: 'true' };
  expect(calls).toEqual([['ConfirmSubscription', input]]);
});

test('says so when nobody asks to confirm', async () => {
  const context = { aws, pace, inbox: inbox() };
  expect(await confirm(context, { authenticateOnUnsubscribe: false }, 'step 1')).toEqual([
    'step 1: no mail came that asks to confirm a subscription',
  ]);
});

test("a question is not answered by SNS's own links", async () => {
  mails = [
    mail(1, `Decide:\nhttp://127.0.0.1/question${FOOTER}http://127.0.0.1/unsubscribe.html?A=1`),
    mail(2, `Done.${FOOTER}http://127.0.0.1/unsubscribe.html?A=2`),
    mail(3, asking),
  ];
  const one = inbox();
  expect([await one.nextLink(), await one.nextLink()]).toEqual([
    'http://127.0.0.1/question',
    undefined,
  ]);
});

test("a scan opens every link on this machine, SNS's own too", async () => {
  const opened: string[] = [];
  const server = createServer(({ method, url }, answer) => {
    opened.push(`${method} ${url}`);
    answer.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  mails = [
    mail(1, `${site}/question${FOOTER}${site}/unsubscribe.html\nhttps://aws.amazon.com/support`),
  ];
  expect(await scan({ inbox: inbox(), pace }, 'step 1')).toEqual([]);
  expect(opened).toEqual(['GET /question', 'GET /unsubscribe.html']);
});

test('a scan of no links says so', async () => {
  expect(await scan({ inbox: inbox(), pace }, 'step 1')).toEqual(['step 1: no mail has a link']);
});
