import { beforeEach, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { callable, type FakeCloud, fakeCloud } from '../testing.ts';
import { createSNS } from './index.ts';
import { Mailbox } from './mailbox.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:tea';
const DEAD_LETTERS = 'arn:aws:sqs:us-east-1:123456789012:tea-dead';

let cloud: FakeCloud;
let mailbox: Mailbox;
let sns: Readonly<Record<string, (input: never) => Promise<unknown>>>;
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
  sns = callable(createSNS(cloud, mailbox));
  await act('CreateTopic', { Name: 'tea' });
});

const act = (operation: string, input: object) => sns[operation]!(input as never);
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
    { to: 'sam@example.com', subject: 'Tea', body: 'Ready', sent: cloud.clock.now() },
  ]);
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
