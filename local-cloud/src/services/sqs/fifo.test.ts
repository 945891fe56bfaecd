import { expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { withQueue } from './testing.ts';

async function withFifo(attributes: Record<string, string> = {}) {
  const made = await withQueue({ FifoQueue: 'true', ...attributes }, 'orders.fifo');
  let count = 0;
  const put = (body: string, MessageGroupId: string) => {
    count += 1;
    return made.send(body, { MessageGroupId, MessageDeduplicationId: `d${count}` });
  };
  const bodies = async (MaxNumberOfMessages = 10) =>
    (await made.receive({ MaxNumberOfMessages })).map(({ Body }) => Body);
  return { ...made, put, bodies };
}

test('a group is received in order, and waits while one of its messages is hidden', async () => {
  const { put, bodies, receive, sqs, url } = await withFifo();
  await put('a1', 'a');
  await put('a2', 'a');
  await put('b1', 'b');
  const [first] = await receive();
  expect(first?.Body).toBe('a1');
  expect(await bodies()).toEqual(['b1']);
  await sqs.DeleteMessage({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle });
  expect(await bodies()).toEqual(['a2']);
});

test('every queue has sequence numbers of its own', async () => {
  const [one, other] = [await withFifo(), await withFifo()];
  const { QueueUrl } = await other.sqs.CreateQueue({
    QueueName: 'bills.fifo',
    Attributes: { FifoQueue: 'true' },
  });
  const message = { MessageBody: 'x', MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  const { SequenceNumber } = await other.sqs.SendMessage({ QueueUrl, ...message });
  expect(SequenceNumber).toMatch(/^\d{20}$/);
  expect((await one.put('x', 'g')).SequenceNumber).not.toBe(SequenceNumber);
});

test('several messages of a group can be received at once', async () => {
  const { put, bodies } = await withFifo();
  for (const body of ['a1', 'b1', 'a2']) await put(body, body[0]!);
  expect(await bodies()).toEqual(['a1', 'b1', 'a2']);
});

test('a message that comes again comes before the later ones of its group', async () => {
  const { put, bodies, cloud } = await withFifo({ VisibilityTimeout: '5' });
  await put('a1', 'a');
  await put('a2', 'a');
  expect(await bodies(1)).toEqual(['a1']);
  await cloud.clock.advance(5000);
  expect(await bodies()).toEqual(['a1', 'a2']);
});

test('what was sent within five minutes is accepted again, but not delivered again', async () => {
  const { send, bodies, cloud } = await withFifo({ ContentBasedDeduplication: 'true' });
  const first = await send('same', { MessageGroupId: 'a' });
  const second = await send('same', { MessageGroupId: 'a' });
  expect(second).toEqual(first);
  expect(first.SequenceNumber).toMatch(/^\d{20}$/);
  expect(await bodies()).toEqual(['same']);
  await cloud.clock.advance(5 * 60_000);
  const third = await send('same', { MessageGroupId: 'a' });
  expect(third.MessageId).not.toBe(first.MessageId);
});

test('a purge forgets what was sent before', async () => {
  const { send, bodies, sqs, url } = await withFifo({ ContentBasedDeduplication: 'true' });
  await send('same', { MessageGroupId: 'a' });
  await sqs.PurgeQueue({ QueueUrl: url });
  await send('same', { MessageGroupId: 'a' });
  expect(await bodies()).toEqual(['same']);
});

test('a delay that is changed is also that of the messages that are there', async () => {
  const { put, bodies, sqs, url, cloud } = await withFifo({ DelaySeconds: '60' });
  await put('a1', 'a');
  await sqs.SetQueueAttributes({ QueueUrl: url, Attributes: { DelaySeconds: '10' } });
  await cloud.clock.advance(9000);
  expect(await bodies()).toEqual([]);
  await cloud.clock.advance(1000);
  expect(await bodies()).toEqual(['a1']);
});

test('a handle is good only for the latest receive, while the message is hidden', async () => {
  const { put, receive, sqs, url, cloud } = await withFifo({ VisibilityTimeout: '5' });
  await put('a1', 'a');
  const [message] = await receive();
  await cloud.clock.advance(5000);
  const call = sqs.DeleteMessage({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle });
  expect(await failure(call)).toMatchObject({
    code: 'InvalidParameterValueException',
    message: expect.stringContaining('The receipt handle has expired.'),
  });
});

test.each([
  [
    {},
    'MissingRequiredParameterException',
    'The request must contain the parameter MessageGroupId.',
  ],
  [
    { MessageGroupId: 'a' },
    'InvalidParameterValueException',
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  ],
  [
    { MessageGroupId: 'a', DelaySeconds: 1 },
    'InvalidParameterValueException',
    'Value 1 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
  ],
])('sending with %j is refused', async (more, code, message) => {
  const { send } = await withFifo();
  expect(await failure(send('x', more))).toEqual({ code, message });
});

test.each([
  [{}, 'The request must contain the parameter MessageGroupId.'],
  [
    { MessageGroupId: 'a' },
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  ],
])('a batch fails as a whole where a message has %j only (recorded)', async (more, message) => {
  const { sqs, url } = await withFifo();
  const whole = { Id: 'a', MessageBody: 'x', MessageGroupId: 'a', MessageDeduplicationId: 'd' };
  const Entries = [whole, { Id: 'b', MessageBody: 'x', ...more }];
  expect(await failure(sqs.SendMessageBatch({ QueueUrl: url, Entries }))).toEqual({
    code: 'InvalidParameterValueException',
    message,
  });
});

test('a message that asks for no delay has that of the queue (recorded)', async () => {
  const { send, bodies, cloud } = await withFifo({ DelaySeconds: '2' });
  await send('x', { MessageGroupId: 'a', MessageDeduplicationId: 'd', DelaySeconds: 0 });
  expect(await bodies()).toEqual([]);
  await cloud.clock.advance(2000);
  expect(await bodies()).toEqual(['x']);
});
