import { expect, test } from 'vitest';
import { withQueue } from './testing.ts';

const MINUTE = 60_000;

test('a queue counts what happens to it', async () => {
  const { sqs, url, send, receive, measured } = await withQueue();
  await send('hello');
  const [message] = await receive();
  await sqs.DeleteMessage({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle });
  await receive();
  const counted = measured.filter(({ name }) => !name.startsWith('Approximate'));
  expect(counted.map(({ name, value }) => [name, value])).toEqual([
    ['NumberOfMessagesSent', 1],
    ['SentMessageSize', 5],
    ['NumberOfMessagesReceived', 1],
    ['NumberOfMessagesDeleted', 1],
    ['NumberOfEmptyReceives', 1],
  ]);
  expect(counted[0]).toMatchObject({
    namespace: 'AWS/SQS',
    dimensions: { QueueName: 'orders' },
    unit: 'Count',
  });
});

test('its depth and age are measured every minute for as long as it holds messages', async () => {
  const { send, measured, cloud } = await withQueue();
  await send('x');
  await send('y');
  await cloud.clock.advance(10 * 60 * MINUTE);
  const of = (metric: string) =>
    measured.filter(({ name }) => name === metric).map(({ value }) => value);
  expect(of('ApproximateNumberOfMessagesVisible').slice(0, 3)).toEqual([1, 2, 2]);
  expect(of('ApproximateAgeOfOldestMessage').at(-1)).toBe(10 * 60 * 60);
});

test('an empty queue is quiet six hours after it was used, and none keeps the clock going', async () => {
  const { sqs, url, send, measured, cloud } = await withQueue();
  await send('x');
  await sqs.PurgeQueue({ QueueUrl: url });
  expect(cloud.clock.nextDue).toBeUndefined();
  await cloud.clock.advance(6 * 60 * MINUTE);
  const count = measured.length;
  await cloud.clock.advance(60 * MINUTE);
  expect(measured).toHaveLength(count);
});

test('a queue that was purged tells that it is empty', async () => {
  const { sqs, url, send, measured, cloud } = await withQueue();
  await send('x');
  await cloud.clock.advance(7 * 60 * MINUTE);
  await sqs.PurgeQueue({ QueueUrl: url });
  await cloud.clock.advance(60 * MINUTE);
  const depths = measured.filter(({ name }) => name === 'ApproximateNumberOfMessagesVisible');
  expect(depths.slice(-60).map(({ value }) => value)).toEqual(Array(60).fill(0));
});
