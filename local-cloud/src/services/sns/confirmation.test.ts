import { beforeEach, expect, test } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../gateway/dispatcher.ts';
import { afterLoad, callable, type FakeCloud, fakeCloud } from '../testing.ts';
import { createSNS } from './index.ts';
import { Mailbox } from './mailbox.ts';

const TopicArn = 'arn:aws:sns:us-east-1:123456789012:tea';
const Endpoint = 'sam@example.com';

let cloud: FakeCloud;
let mailbox: Mailbox;
let service: ReturnType<typeof createSNS>;
beforeEach(async () => {
  cloud = fakeCloud();
  mailbox = new Mailbox();
  service = createSNS(cloud, mailbox);
  await act('CreateTopic', { Name: 'tea' });
});

const act = (operation: string, input: object) =>
  callable(service)[operation as 'Subscribe']!(input as never) as Promise<Answer>;

interface Answer {
  readonly SubscriptionArn: string;
  readonly Attributes: Readonly<Record<string, string>>;
  readonly Subscriptions: readonly object[];
}

const subscribe = (more = {}) =>
  act('Subscribe', { TopicArn, Protocol: 'email', Endpoint, ...more });
const publish = () => act('Publish', { TopicArn, Message: 'Ready' });
const counts = async () => {
  const { Attributes } = await act('GetTopicAttributes', { TopicArn });
  const { SubscriptionsConfirmed, SubscriptionsPending } = Attributes;
  return { confirmed: SubscriptionsConfirmed, pending: SubscriptionsPending };
};
/** The link in the newest mail that goes to the local cloud. */
const link = () => new URL(/http:\/\/127\S+/.exec(mailbox.all().at(-1)!.body)![0]);
const token = () => link().searchParams.get('Token')!;

/** What a browser, or a program that scans mails, gets at a link. */
async function visit({ pathname: path, search }: URL, method = 'GET'): Promise<HttpResponse> {
  const mount = service.mounts.find(({ prefix }) => path.startsWith(prefix))!;
  return await mount.handle({ method, path, query: search.slice(1) } as HttpRequest);
}

test('an address gets a mail that asks, and nothing else until it is confirmed', async () => {
  expect(await subscribe()).toEqual({ SubscriptionArn: 'pending confirmation' });
  await publish();
  expect(mailbox.all()).toMatchObject([
    { to: Endpoint, subject: 'AWS Notification - Subscription Confirmation' },
  ]);
  expect(await counts()).toEqual({ confirmed: '0', pending: '1' });
  const { Subscriptions } = await act('ListSubscriptionsByTopic', { TopicArn });
  expect(Subscriptions).toMatchObject([{ SubscriptionArn: 'PendingConfirmation', Endpoint }]);
});

test('its ARN is told at once to those who ask for it', async () => {
  const { SubscriptionArn } = await subscribe({ ReturnSubscriptionArn: true });
  expect(await act('GetSubscriptionAttributes', { SubscriptionArn })).toMatchObject({
    Attributes: { PendingConfirmation: 'true', ConfirmationWasAuthenticated: 'false' },
  });
});

test('the link of the mail confirms, and every message has a link that ends it', async () => {
  await subscribe();
  expect(await visit(link())).toMatchObject({ status: 200 });
  expect(await counts()).toEqual({ confirmed: '1', pending: '0' });
  await publish();
  expect(mailbox.all().at(-1)?.body).toMatch(
    /^Ready\n\n--\nIf you wish to stop receiving notifications .*:\nhttp:.*\/unsubscribe.html\?SubscriptionArn=arn:aws:sns:us-east-1:123456789012:tea:[0-9a-f-]{36}&Endpoint=sam@example.com\n/,
  );
  expect(await visit(link())).toMatchObject({ status: 200, body: 'Subscription removed!\n' });
  expect(await counts()).toEqual({ confirmed: '0', pending: '0' });
});

test('with AuthenticateOnUnsubscribe the link ends nothing, a signed request does', async () => {
  await subscribe();
  const Token = token();
  const confirmed = { TopicArn, Token, AuthenticateOnUnsubscribe: 'true' };
  const { SubscriptionArn } = await act('ConfirmSubscription', confirmed);
  await publish();
  expect(await visit(link())).toMatchObject({ status: 403 });
  expect(await act('GetSubscriptionAttributes', { SubscriptionArn })).toMatchObject({
    Attributes: { PendingConfirmation: 'false', ConfirmationWasAuthenticated: 'true' },
  });
  await act('Unsubscribe', { SubscriptionArn });
  expect(await counts()).toEqual({ confirmed: '0', pending: '0' });
});

test('to confirm again changes nothing', async () => {
  await subscribe();
  const first = await act('ConfirmSubscription', { TopicArn, Token: token() });
  const again = { TopicArn, Token: token(), AuthenticateOnUnsubscribe: 'true' };
  expect(await act('ConfirmSubscription', again)).toEqual(first);
  await publish();
  expect(await visit(link())).toMatchObject({ status: 200 });
});

test('to subscribe again sends another mail while it is pending, and none afterwards', async () => {
  await subscribe();
  const first = token();
  await subscribe();
  expect(token()).not.toBe(first);
  const stale = act('ConfirmSubscription', { TopicArn, Token: first });
  await expect(stale).rejects.toMatchObject({ message: 'Invalid parameter: Token' });
  const confirmed = await act('ConfirmSubscription', { TopicArn, Token: token() });
  expect(await subscribe()).toEqual(confirmed);
  expect(mailbox.all()).toHaveLength(2);
});

test('what nobody confirms is forgotten after two days, and its link is dead', async () => {
  await subscribe();
  await cloud.clock.advance(2 * 86_400_000);
  expect(await counts()).toEqual({ confirmed: '0', pending: '0' });
  expect(await visit(link())).toMatchObject({ status: 400 });
});

test('only to open a link does something', async () => {
  await subscribe();
  expect(await visit(link(), 'HEAD')).toMatchObject({ status: 405 });
  expect(await counts()).toEqual({ confirmed: '0', pending: '1' });
});

test('"PendingConfirmation" is no ARN to unsubscribe', async () => {
  await expect(
    act('Unsubscribe', { SubscriptionArn: 'PendingConfirmation' }),
  ).rejects.toMatchObject({
    message:
      'Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 1',
  });
});

test('a queue is confirmed by the signature of its owner', async () => {
  const queue = { Protocol: 'sqs', Endpoint: 'arn:aws:sqs:us-east-1:123456789012:tea' };
  const { SubscriptionArn } = await subscribe(queue);
  expect(await act('GetSubscriptionAttributes', { SubscriptionArn })).toMatchObject({
    Attributes: { PendingConfirmation: 'false', ConfirmationWasAuthenticated: 'true' },
  });
});

test('a mail that asks can be answered after a load', async () => {
  await subscribe();
  const after = afterLoad({ cloud, service }, (other) => createSNS(other, new Mailbox()));
  const { ConfirmSubscription, Publish } = callable(after.service);
  await ConfirmSubscription!({ TopicArn, Token: token() } as never);
  await expect(Publish!({ TopicArn, Message: 'Ready' } as never)).resolves.toBeDefined();
});
