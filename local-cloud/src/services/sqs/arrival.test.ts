import { expect, test } from 'vitest';
import { arnOf, withQueue } from './testing.ts';

test('a listener is told when a message arrives, and when a hidden one is shown again', async () => {
  const { service, send, receive, cloud } = await withQueue({ VisibilityTimeout: '5' });
  let told = 0;
  const stop = service.onArrival(arnOf('orders'), () => {
    told += 1;
  });
  await send('x');
  expect(told).toBe(1);
  await receive();
  await cloud.clock.advance(5000);
  expect(told).toBe(2);
  stop();
  await send('y');
  expect(told).toBe(2);
});

test('the clock skips to a hidden message only if somebody listens', async () => {
  const { service, send, receive, cloud } = await withQueue({ VisibilityTimeout: '5' });
  await send('x');
  await receive();
  expect(cloud.clock.nextDue).toBeUndefined();
  service.onArrival(arnOf('orders'), () => {});
  await send('y');
  await receive();
  expect(cloud.clock.nextDue).toBe(cloud.clock.now() + 5000);
});

test('a listener can be there before its queue', async () => {
  const { service, sqs } = await withQueue();
  let told = 0;
  service.onArrival(arnOf('later'), () => {
    told += 1;
  });
  const { QueueUrl } = await sqs.CreateQueue({ QueueName: 'later' });
  await sqs.SendMessage({ QueueUrl, MessageBody: 'x' });
  expect(told).toBe(1);
});
