import { beforeEach, expect, test } from 'vitest';
import { afterLoad, callable, type FakeCloud, failure, fakeCloud } from '../testing.ts';
import { createSNS } from './index.ts';
import { Mailbox } from './mailbox.ts';

const TopicArn = 'arn:aws:sns:us-east-1:123456789012:orders.fifo';
const queue = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;

let cloud: FakeCloud;
let service: ReturnType<typeof createSNS>;
const call = () => callable(service);
beforeEach(async () => {
  cloud = fakeCloud();
  service = createSNS(cloud, new Mailbox());
  const Attributes = { FifoTopic: 'true', ContentBasedDeduplication: 'true' };
  await call().CreateTopic({ Name: 'orders.fifo', Attributes });
});

const publish = (more: object = {}) =>
  call().Publish({ TopicArn, Message: 'Test', MessageGroupId: 'a', ...more });
const subscribe = (endpoint: string, Attributes: Record<string, string> = {}) =>
  call().Subscribe({ TopicArn, Protocol: 'sqs', Endpoint: queue(endpoint), Attributes });

test('a FIFO queue gets the group, and the digest of the message as its deduplication id', async () => {
  await subscribe('orders.fifo', { RawMessageDelivery: 'true' });
  const { SequenceNumber } = await publish();
  await cloud.clock.idle();
  expect(SequenceNumber).toMatch(/^\d{20}$/);
  expect(cloud.calls.map(({ input }) => input)).toEqual([
    {
      QueueUrl: 'orders.fifo',
      MessageBody: 'Test',
      MessageAttributes: {},
      MessageGroupId: 'a',
      MessageDeduplicationId: '532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25',
    },
  ]);
});

test('a message is known in its group alone where the throughput is by groups', async () => {
  const same = (await publish()).MessageId;
  expect((await publish({ MessageGroupId: 'b' })).MessageId).toBe(same);
  const scope = (TopicArn: string, AttributeValue: string) =>
    call().SetTopicAttributes({ TopicArn, AttributeName: 'FifoThroughputScope', AttributeValue });
  await scope(TopicArn, 'MessageGroup');
  const first = (await publish()).MessageId;
  expect((await publish()).MessageId).toBe(first);
  expect((await publish({ MessageGroupId: 'b' })).MessageId).not.toBe(first);
  await call().CreateTopic({ Name: 'orders' });
  const code = 'InvalidParameterException';
  expect(await failure(scope(TopicArn, 'Queue'))).toMatchObject({ code });
  expect(await failure(scope(TopicArn.replace('.fifo', ''), 'Topic'))).toMatchObject({ code });
});

test('a standard queue gets neither, and the envelope has the number and no signature (recorded)', async () => {
  await subscribe('orders');
  await publish();
  await cloud.clock.idle();
  const input = cloud.calls[0]?.input as { MessageBody: string };
  expect(Object.keys(input)).toEqual(['QueueUrl', 'MessageBody']);
  expect(Object.keys(JSON.parse(input.MessageBody))).toEqual([
    ...[
      'Type',
      'MessageId',
      'SequenceNumber',
      'TopicArn',
      'Message',
      'Timestamp',
      'UnsubscribeURL',
    ],
  ]);
});

test('the same message is delivered once within five minutes, in a cloud that goes on from there, too', async () => {
  await subscribe('orders.fifo');
  const first = await publish();
  expect(await publish()).toEqual(first);
  const after = afterLoad({ cloud, service }, (other) => createSNS(other, new Mailbox()));
  cloud = after.cloud;
  service = after.service;
  expect(await publish()).toEqual(first);
  await cloud.clock.advance(5 * 60_000);
  expect((await publish()).MessageId).not.toBe(first.MessageId);
});

test.each([
  [
    { MessageGroupId: undefined, MessageStructure: 'json', Message: '{"sqs":"x"}' },
    'Message Structure - No default entry in JSON message body',
  ],
  [{ MessageGroupId: undefined }, 'The MessageGroupId parameter is required for FIFO topics'],
  [
    {},
    'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  ],
])('a FIFO topic needs more than %j', async (more, message) => {
  const AttributeName = 'ContentBasedDeduplication';
  await call().SetTopicAttributes({ TopicArn, AttributeName, AttributeValue: 'false' });
  const refused = { code: 'InvalidParameterException', message: `Invalid parameter: ${message}` };
  expect(await failure(publish(more))).toEqual(refused);
  const entry = { Id: '1', Message: 'Test', MessageGroupId: 'a', ...more };
  const batch = call().PublishBatch({ TopicArn, PublishBatchRequestEntries: [entry] });
  expect(await failure(batch)).toEqual(refused);
});

test('a standard topic takes groups, for the fairness of queues, and no deduplication ids', async () => {
  const { TopicArn: plain } = await call().CreateTopic({ Name: 'orders' });
  await call().Subscribe({ TopicArn: plain, Protocol: 'sqs', Endpoint: queue('orders') });
  await call().Publish({ TopicArn: plain, Message: 'x', MessageGroupId: 'tenant' });
  await cloud.clock.idle();
  expect(cloud.calls[0]?.input).toMatchObject({ MessageGroupId: 'tenant' });
  const refused = call().Publish({ TopicArn: plain, Message: 'x', MessageDeduplicationId: 'd' });
  expect(await failure(refused)).toMatchObject({
    message:
      'Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
  });
});

test('what is FIFO goes with FIFO only where its order would be lost', async () => {
  const { TopicArn: plain } = await call().CreateTopic({ Name: 'orders' });
  const toFifo = { TopicArn: plain, Protocol: 'sqs', Endpoint: queue('orders.fifo') };
  expect(await failure(call().Subscribe(toFifo))).toMatchObject({
    message:
      'Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
  });
  const { SubscriptionArn } = await subscribe('orders.fifo');
  const AttributeValue = JSON.stringify({ deadLetterTargetArn: queue('dead') });
  const set = call().SetSubscriptionAttributes({
    SubscriptionArn,
    AttributeName: 'RedrivePolicy',
    AttributeValue,
  });
  expect(await failure(set)).toMatchObject({
    message:
      'Invalid parameter: RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.',
  });
});

test.each([
  ['orders.fifo', {}],
  ['orders', { FifoTopic: 'true' }],
  ['a'.repeat(257), {}],
  ['a b', {}],
])('no topic is called %s with %j', async (Name, Attributes) => {
  expect(await failure(call().CreateTopic({ Name, Attributes }))).toMatchObject({
    message: 'Invalid parameter: Topic Name',
  });
});
