import { beforeEach, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import type { CallContext } from '../../core/service.ts';
import { turnsDuring } from '../../core/testing.ts';
import { afterLoad, callable, type FakeCloud, fakeCloud, fakeContext, ROOT } from '../testing.ts';
import { createSNS } from './index.ts';
import { Mailbox } from './mailbox.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:tea';
const DEAD_LETTERS = 'arn:aws:sqs:us-east-1:123456789012:tea-dead';

let cloud: FakeCloud;
let mailbox: Mailbox;
let service: ReturnType<typeof createSNS>;
let sns: Readonly<Record<string, (input: never, context?: CallContext) => Promise<unknown>>>;
let failures: AwsError[];
beforeEach(async () => {
  cloud = fakeCloud();
  mailbox = new Mailbox();
  failures = [];
  const note = cloud.call;
  cloud.call = async <Output>(...call: Parameters<typeof note>) => {
    await note(...call);
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    return {} as Output;
  };
  service = createSNS(cloud, mailbox);
  sns = callable(service);
  await act('CreateTopic', { Name: 'tea' });
});

/** As a template does: nobody has to confirm. */
const byTemplate = fakeContext({
  principal: { ...ROOT, calledVia: 'cloudformation.amazonaws.com' },
});
const act = (operation: string, input: object) => sns[operation]!(input as never, byTemplate);
const TopicArn = 'arn:aws:sns:us-east-1:123456789012:tea';
const subscribe = (Protocol: string, Endpoint: string, Attributes: object = {}) =>
  act('Subscribe', { TopicArn, Protocol, Endpoint, Attributes });
const publish = (input: object = {}) => act('Publish', { TopicArn, Message: 'Ready', ...input });
const queues = () => cloud.calls.map(({ input }) => (input as { QueueUrl?: string }).QueueUrl);

const down = () => new AwsError('ServiceUnavailable', 'Down.', { status: 503 });
const denied = () => new AwsError('AccessDenied', 'No.', { status: 403 });

test('a mail is in the mailbox when the message is published', async () => {
  await subscribe('email', 'sam@example.com');
  await publish({ Subject: 'Tea' });
  expect(mailbox.all()).toMatchObject([
    { to: 'sam@example.com', subject: 'Tea', sent: cloud.clock.now() },
  ]);
  expect(mailbox.all()[0]?.body).toMatch(/^Ready\n\n--\n/);
});

test('a queue is told the trace that a message was published in', async () => {
  await subscribe('sqs', QUEUE);
  const context = { ...fakeContext(), traceHeader: 'Root=1-5759e988' };
  await sns.Publish!({ TopicArn, Message: 'Ready' } as never, context);
  expect(cloud.calls.at(-1)?.input).toMatchObject({
    MessageSystemAttributes: {
      AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-5759e988' },
    },
  });
});

test('a queue that is down gets the message once it is up, and the clock is free meanwhile', async () => {
  await subscribe('sqs', QUEUE);
  failures = [down(), down(), down()];
  await publish();
  await cloud.clock.idle();
  expect(cloud.clock.inFlight).toBe(0);
  await cloud.clock.advance(10_000);
  expect(queues()).toEqual(['tea', 'tea', 'tea', 'tea']);
});

test('a queue that refuses is not tried again: the dead-letter queue gets the message', async () => {
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: DEAD_LETTERS });
  await subscribe('sqs', QUEUE, { RedrivePolicy, RawMessageDelivery: 'true' });
  failures = [denied()];
  await publish();
  await cloud.clock.idle();
  expect(queues()).toEqual(['tea', 'tea-dead']);
  expect(cloud.calls[1]?.input).toMatchObject({ MessageBody: 'Ready' });
});

test('a queue that stays down is given up in the end', async () => {
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: DEAD_LETTERS });
  await subscribe('sqs', QUEUE, { RedrivePolicy });
  failures = Array.from({ length: 8 }, down);
  await publish();
  await cloud.clock.advance(600_000);
  expect(queues()).toEqual([...Array(8).fill('tea'), 'tea-dead']);
});

test('a delivery that is to be tried again comes after a load, as it would have', async () => {
  await subscribe('sqs', QUEUE, { RawMessageDelivery: 'true' });
  failures = Array.from({ length: 4 }, down);
  await publish({ MessageAttributes: { cup: { DataType: 'Number', StringValue: '3' } } });
  await cloud.clock.advance(1000);
  const after = afterLoad({ cloud, service }, (other) => createSNS(other, new Mailbox()));
  await after.cloud.clock.advance(999);
  expect(after.cloud.calls).toEqual([]);
  await after.cloud.clock.advance(1);
  expect(after.cloud.calls.map(({ input }) => input)).toEqual([
    {
      QueueUrl: 'tea',
      MessageBody: 'Ready',
      MessageAttributes: { cup: { DataType: 'Number', StringValue: '3' } },
    },
  ]);
});

test('topics, subscriptions with their filters, and mails are there after a load', async () => {
  const FilterPolicy = JSON.stringify({ kind: ['green'] });
  await subscribe('email', 'sam@example.com', { FilterPolicy });
  const kind = { DataType: 'String', StringValue: 'green' };
  await publish({ MessageAttributes: { kind } });
  const others = new Mailbox();
  const after = callable(
    afterLoad({ cloud, service }, (other) => createSNS(other, others)).service,
  );
  await after.Publish!({ TopicArn, Message: 'Unfiltered' } as never);
  await after.Publish!({ TopicArn, Message: 'Again', MessageAttributes: { kind } } as never);
  expect(others.all().map(({ id, body }) => [id, body.split('\n')[0]])).toEqual([
    [1, 'Ready'],
    [2, 'Again'],
  ]);
});

test('others have their turn while many are told, and each is told in the order of publishing', async () => {
  const people = Array.from({ length: 400 }, (_, index) => `p${index}@example.com`);
  for (const person of people) await subscribe('email', person);
  const both = () => Promise.all([publish({ Message: 'first' }), publish({ Message: 'second' })]);
  expect(await turnsDuring(both)).toBeGreaterThanOrEqual(2);
  const told = mailbox.all().map(({ to, body }) => `${to} ${body.split('\n')[0]}`);
  expect(told.slice(0, 400)).toEqual(people.map((person) => `${person} first`));
  expect(told.slice(400)).toEqual(people.map((person) => `${person} second`));
});
