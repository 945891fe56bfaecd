import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HttpRequest } from '../../gateway/dispatcher.ts';
import { afterLoad, callable, type FakeCloud, fakeCloud } from '../testing.ts';
import { createSNS } from './index.ts';
import { Mailbox } from './mailbox.ts';
import { webRetries } from './web.ts';

const TopicArn = 'arn:aws:sns:us-east-1:123456789012:tea';

/** What the server was sent, and what it is to answer, in order; 200 where nothing is said. */
let received: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
let answers: number[];
let answersForEver = false;
const server = createServer(async (request, response) => {
  received.push({ headers: request.headers, body: await text(request) });
  if (answersForEver) {
    Readable.from(endless())
      .on('error', () => {})
      .pipe(response);
    return;
  }
  response.writeHead(answers.shift() ?? 200, { location: '/elsewhere' }).end();
});
function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(65_536, 'x');
}
let Endpoint: string;
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  Endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tea`;
});
afterAll(() => void server.close());

let cloud: FakeCloud;
let service: ReturnType<typeof createSNS>;
let work: Promise<unknown>[];
let problems: string[];
beforeEach(async () => {
  [received, answers, work, problems] = [[], [], [], []];
  cloud = fakeCloud();
  cloud.background = (_, begin) => {
    work.push(begin().catch((error: Error) => problems.push(error.message)));
  };
  service = createSNS(cloud, new Mailbox());
  await sns().CreateTopic({ Name: 'tea' });
});

const sns = () => callable(service);
const sent = async () => {
  await Promise.all(work);
  return received;
};
const subscribe = (more: object = {}) =>
  sns().Subscribe({ TopicArn, Protocol: 'http', Endpoint, ReturnSubscriptionArn: true, ...more });

/** As a server visits a link: without credentials. */
async function visit(link: string) {
  const { pathname: path, search } = new URL(link);
  const request = { method: 'GET', path, query: search.slice(1), headers: {} } as HttpRequest;
  const mount = service.mounts.find(({ serves }) => serves?.(request));
  return (await mount!.handle(request)) as { status: number; body: string };
}

async function confirmed(more: object = {}) {
  const { SubscriptionArn } = await subscribe(more);
  const [asked] = await sent();
  const { SubscribeURL } = JSON.parse(asked!.body) as { SubscribeURL: string };
  await visit(SubscribeURL);
  received = [];
  return SubscriptionArn!;
}

test('a server is asked to confirm, and gets messages once it has', async () => {
  const { SubscriptionArn } = await subscribe();
  await sns().Publish({ TopicArn, Message: 'Too early' });
  const [asked, ...others] = await sent();
  expect(others).toEqual([]);
  expect(asked?.headers).toMatchObject({
    'content-type': 'text/plain; charset=UTF-8',
    'user-agent': 'Amazon Simple Notification Service Agent',
    'x-amz-sns-message-type': 'SubscriptionConfirmation',
    'x-amz-sns-topic-arn': TopicArn,
  });
  const { SubscribeURL, Token, ...told } = JSON.parse(asked!.body);
  expect(told).toMatchObject({ Type: 'SubscriptionConfirmation', TopicArn, SignatureVersion: '1' });
  expect(await visit(SubscribeURL.replace(Token, 'ab'))).toMatchObject({
    status: 400,
    body: expect.stringContaining('<Message>Invalid parameter: Token</Message>'),
  });
  expect(await visit(SubscribeURL)).toMatchObject({
    status: 200,
    body: expect.stringContaining(`<SubscriptionArn>${SubscriptionArn}</SubscriptionArn>`),
  });
  received = [];
  await sns().Publish({ TopicArn, Message: 'Ready' });
  const [notification] = await sent();
  expect(notification?.headers).toMatchObject({
    'x-amz-sns-message-type': 'Notification',
    'x-amz-sns-subscription-arn': SubscriptionArn,
  });
  expect(JSON.parse(notification!.body)).toMatchObject({ Type: 'Notification', Message: 'Ready' });
});

test('a message is raw, and of another type, where that is asked for', async () => {
  const http = { defaultRequestPolicy: { headerContentType: 'application/json' } };
  const DeliveryPolicy = {
    AttributeName: 'DeliveryPolicy',
    AttributeValue: JSON.stringify({ http }),
  };
  await sns().SetTopicAttributes({ TopicArn, ...DeliveryPolicy });
  await confirmed({ Attributes: { RawMessageDelivery: 'true' } });
  await sns().Publish({ TopicArn, Message: '{"tea":1}' });
  expect(await sent()).toMatchObject([
    {
      body: '{"tea":1}',
      headers: { 'content-type': 'application/json', 'x-amz-sns-rawdelivery': 'true' },
    },
  ]);
});

test('a server that is down is tried again, and one that refuses or leads elsewhere is not', async () => {
  await confirmed();
  answers = [503, 200, 404, 302];
  await sns().Publish({ TopicArn, Message: 'Ready' });
  expect(await sent()).toHaveLength(1);
  await cloud.clock.advance(20_000);
  expect(await sent()).toHaveLength(2);
  await sns().Publish({ TopicArn, Message: 'Again' });
  await sent();
  await cloud.clock.advance(60_000);
  expect(await sent()).toHaveLength(3);
  await sns().Publish({ TopicArn, Message: 'Where?' });
  expect(await sent()).toHaveLength(4);
  expect(problems).toEqual([`${Endpoint} answered 404`, `${Endpoint} answered 302`]);
});

test('a server that is unsubscribed is told, and can have its subscription back, also after a load', async () => {
  const SubscriptionArn = await confirmed();
  await sns().Unsubscribe({ SubscriptionArn });
  const [told] = await sent();
  expect(told?.headers).toMatchObject({ 'x-amz-sns-message-type': 'UnsubscribeConfirmation' });
  expect(await sns().ListSubscriptions({})).toEqual({ Subscriptions: [] });
  service = afterLoad({ cloud, service }, (other) => createSNS(other, new Mailbox())).service;
  await visit((JSON.parse(told!.body) as { SubscribeURL: string }).SubscribeURL);
  expect(await sns().ListSubscriptions({})).toMatchObject({ Subscriptions: [{ SubscriptionArn }] });
});

test('servers elsewhere are not called, and endpoints are of their protocol', async () => {
  await subscribe({ Endpoint: 'http://example.com' });
  await sent();
  expect(problems).toEqual([expect.stringContaining('example.com is not on this machine')]);
  await expect(subscribe({ Protocol: 'https' })).rejects.toThrow(
    'Invalid parameter: Endpoint must match the specified protocol',
  );
});

test('the delivery policy says when a server is tried again', () => {
  const retries = (policy: object) =>
    webRetries({
      attributes: new Map([
        ['DeliveryPolicy', JSON.stringify({ http: { defaultHealthyRetryPolicy: policy } })],
      ]),
    });
  expect(retries({})).toEqual([20_000, 20_000, 20_000]);
  const counts = {
    numRetries: 5,
    numNoDelayRetries: 1,
    numMinDelayRetries: 1,
    numMaxDelayRetries: 1,
  };
  expect(retries({ ...counts, minDelayTarget: 1, maxDelayTarget: 3 })).toEqual([
    ...[0, 1000, 2000, 3000, 3000],
  ]);
});

test('a server whose answer never ends has the message, and is heard no longer', async () => {
  await confirmed();
  answersForEver = true;
  try {
    await sns().Publish({ TopicArn, Message: 'Ready' });
    expect(await sent()).toMatchObject([{ body: expect.stringContaining('Ready') }]);
    expect(problems).toEqual([]);
  } finally {
    answersForEver = false;
  }
});
