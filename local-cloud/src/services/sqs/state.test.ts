import { expect, test } from 'vitest';
import { afterLoad, callable } from '../testing.ts';
import { createSQS } from './index.ts';
import { withQueue } from './testing.ts';

async function saved(attributes: Record<string, string> = {}, name?: string) {
  const before = await withQueue(attributes, name);
  const load = () => {
    const { cloud, service } = afterLoad(before, createSQS);
    const sqs = callable(service);
    const bodies = async () => {
      const { Messages = [] } = await sqs.ReceiveMessage({
        QueueUrl: before.url,
        MaxNumberOfMessages: 10,
      });
      return Messages.map(({ Body }) => Body);
    };
    return { cloud, service, sqs, bodies };
  };
  return { ...before, load };
}

test('messages, attributes and tags of a queue are there after a load', async () => {
  const { sqs, url, send, load } = await saved({ VisibilityTimeout: '7' });
  const blob = { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) };
  await send('a', { MessageAttributes: { blob } });
  await send('b');
  await sqs.TagQueue({ QueueUrl: url, Tags: { team: 'x' } });
  const { Attributes } = await sqs.GetQueueAttributes({ QueueUrl: url, AttributeNames: ['All'] });
  const after = load();
  const again = await after.sqs.GetQueueAttributes({ QueueUrl: url, AttributeNames: ['All'] });
  expect(again.Attributes).toEqual(Attributes);
  expect((await after.sqs.ListQueueTags({ QueueUrl: url })).Tags).toEqual({ team: 'x' });
  const { Messages } = await after.sqs.ReceiveMessage({
    QueueUrl: url,
    MessageAttributeNames: ['All'],
    MaxNumberOfMessages: 10,
  });
  expect(Messages?.map(({ Body }) => Body)).toEqual(['a', 'b']);
  expect(Messages?.[0]?.MessageAttributes).toEqual({ blob });
});

test('a message in flight becomes visible when its timeout passes, or is deleted by its handle', async () => {
  const { url, send, receive, cloud, load } = await saved({ VisibilityTimeout: '30' });
  await send('left');
  await send('done');
  const [, done] = [...(await receive()), ...(await receive())];
  await cloud.clock.advance(10_000);
  const after = load();
  await after.sqs.DeleteMessage({ QueueUrl: url, ReceiptHandle: done!.ReceiptHandle });
  await after.cloud.clock.advance(19_999);
  expect(await after.bodies()).toEqual([]);
  await after.cloud.clock.advance(1);
  expect(await after.bodies()).toEqual(['left']);
});

test('a delayed message appears, and one that is kept too long is gone', async () => {
  const { send, cloud, load } = await saved({ MessageRetentionPeriod: '60' });
  await send('old');
  await cloud.clock.advance(30_000);
  await send('later', { DelaySeconds: 20 });
  const after = load();
  await after.cloud.clock.advance(10_000);
  expect(await after.bodies()).toEqual(['old']);
  await after.cloud.clock.advance(40_000);
  expect(await after.bodies()).toEqual(['later']);
});

test('the clock still has the reasons to skip that it had', async () => {
  const before = await saved({ VisibilityTimeout: '30' });
  before.service.onArrival('arn:aws:sqs:us-east-1:123456789012:orders', () => {});
  await before.send('x');
  await before.receive();
  const { clock } = before.load().cloud;
  expect(clock.nextDue).toBe(clock.now() + 30_000);
});

test('a FIFO queue keeps its order, its groups and what it has seen', async () => {
  const fifo = { FifoQueue: 'true' };
  const { url, send, receive, load } = await saved(fifo, 'orders.fifo');
  const first = await send('1', { MessageGroupId: 'a', MessageDeduplicationId: 'x' });
  await send('2', { MessageGroupId: 'a', MessageDeduplicationId: 'y' });
  await receive();
  const after = load();
  const again = { QueueUrl: url, MessageBody: '1', MessageGroupId: 'a' };
  const repeated = await after.sqs.SendMessage({ ...again, MessageDeduplicationId: 'x' });
  expect(repeated).toEqual(first);
  const third = await after.sqs.SendMessage({ ...again, MessageDeduplicationId: 'z' });
  expect(BigInt(third.SequenceNumber!)).toBeGreaterThan(BigInt(first.SequenceNumber!) + 256n);
  expect(await after.bodies()).toEqual([]);
  await after.cloud.clock.advance(30_000);
  expect(await after.bodies()).toEqual(['1', '2', '1']);
});

test('a dead-letter queue is still where a message goes that was received too often', async () => {
  const { sqs, url, send, receive, load } = await saved({ VisibilityTimeout: '1' });
  const { QueueUrl: dead } = await sqs.CreateQueue({ QueueName: 'dead' });
  const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:123456789012:dead';
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 });
  await sqs.SetQueueAttributes({ QueueUrl: url, Attributes: { RedrivePolicy } });
  await send('poison');
  await receive();
  const after = load();
  await after.cloud.clock.advance(1000);
  expect(await after.bodies()).toEqual([]);
  const { Messages } = await after.sqs.ReceiveMessage({ QueueUrl: dead });
  expect(Messages?.[0]?.Body).toBe('poison');
});

test('the depth of a queue is still measured every minute', async () => {
  const { send, load } = await saved();
  await send('x');
  const { cloud } = load();
  await cloud.clock.advance(60_000);
  expect(cloud.measured).toContainEqual(
    expect.objectContaining({ name: 'ApproximateNumberOfMessagesVisible', value: 1 }),
  );
});
