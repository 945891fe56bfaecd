import { expect, test } from 'vitest';
import { afterLoad, callable, failure } from '../testing.ts';
import { createSQS } from './index.ts';
import { arnOf, freshSQS } from './testing.ts';

/** A queue `orders` whose messages are dead letters once they were received. */
async function withDeadLetters(...bodies: string[]) {
  const { cloud, service, sqs } = freshSQS();
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf('dead'), maxReceiveCount: 1 });
  const urls: Record<string, string> = {};
  for (const [QueueName, Attributes] of [
    ['dead', {}],
    ['orders', { RedrivePolicy, VisibilityTimeout: '0' }],
    ['other', {}],
  ] as const) {
    urls[QueueName] = (await sqs.CreateQueue({ QueueName, Attributes })).QueueUrl!;
  }
  for (const MessageBody of bodies) {
    await sqs.SendMessage({ QueueUrl: urls.orders!, MessageBody });
  }
  for (const _ of [...bodies, '']) await sqs.ReceiveMessage({ QueueUrl: urls.orders! });
  const count = async (name: string) => {
    const AttributeNames = ['ApproximateNumberOfMessages' as const];
    const told = await sqs.GetQueueAttributes({ QueueUrl: urls[name]!, AttributeNames });
    return Number(told.Attributes!.ApproximateNumberOfMessages);
  };
  const start = (more: object = {}) =>
    sqs.StartMessageMoveTask({ SourceArn: arnOf('dead'), ...more });
  const tasks = async () => {
    const { Results } = await sqs.ListMessageMoveTasks({
      SourceArn: arnOf('dead'),
      MaxResults: 10,
    });
    return Results!;
  };
  return { cloud, service, sqs, urls, count, start, tasks };
}

test('dead letters go back to where they came from, as new messages', async () => {
  const { count, start, tasks, sqs, urls } = await withDeadLetters('a', 'b');
  expect(await count('dead')).toBe(2);
  await start();
  expect([await count('dead'), await count('orders')]).toEqual([0, 2]);
  expect(await tasks()).toMatchObject([
    {
      Status: 'COMPLETED',
      ApproximateNumberOfMessagesMoved: 2,
      ApproximateNumberOfMessagesToMove: 2,
    },
  ]);
  const { Messages } = await sqs.ReceiveMessage({
    QueueUrl: urls.orders!,
    AttributeNames: ['All'],
  });
  expect(Messages?.[0]?.Attributes).toMatchObject({ ApproximateReceiveCount: '1' });
});

test('at most so many a second are moved, in a cloud that goes on from there, too', async () => {
  const before = await withDeadLetters('a', 'b', 'c');
  await before.start({ DestinationArn: arnOf('other'), MaxNumberOfMessagesPerSecond: 1 });
  const after = afterLoad(before, createSQS);
  const left = async () => {
    const { Results } = await callable(after.service).ListMessageMoveTasks({
      SourceArn: arnOf('dead'),
    });
    const [{ Status, ApproximateNumberOfMessagesMoved: moved, TaskHandle } = {}] = Results!;
    return { Status, moved, hasHandle: TaskHandle !== undefined };
  };
  expect(await left()).toEqual({ Status: 'RUNNING', moved: 1, hasHandle: true });
  await after.cloud.clock.advance(1000);
  expect(await left()).toMatchObject({ moved: 2 });
  await after.cloud.clock.advance(1000);
  expect(await left()).toEqual({ Status: 'COMPLETED', moved: 3, hasHandle: false });
});

test('a task that is cancelled moves no more', async () => {
  const { cloud, count, start, tasks, sqs } = await withDeadLetters('a', 'b');
  const { TaskHandle } = await start({ MaxNumberOfMessagesPerSecond: 1 });
  expect(await failure(start())).toMatchObject({
    message:
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
  });
  expect(await sqs.CancelMessageMoveTask({ TaskHandle })).toEqual({
    ApproximateNumberOfMessagesMoved: 1,
  });
  await cloud.clock.advance(5000);
  expect(await count('dead')).toBe(1);
  expect(await tasks()).toMatchObject([{ Status: 'CANCELLED' }]);
});

test('a task fails when its destination is gone (recorded)', async () => {
  const { cloud, start, tasks, sqs, urls } = await withDeadLetters('a', 'b');
  await start({ DestinationArn: arnOf('other'), MaxNumberOfMessagesPerSecond: 1 });
  await sqs.DeleteQueue({ QueueUrl: urls.other! });
  await cloud.clock.advance(1000);
  expect(await tasks()).toMatchObject([
    { Status: 'FAILED', FailureReason: 'AWS.SimpleQueueService.NonExistentQueue' },
  ]);
});

const missing = (name: string) =>
  `The resource that you specified for the ${name} parameter doesn't exist.`;

/** All recorded on AWS. */
test.each([
  ['a source that is none', { SourceArn: arnOf('none') }, missing('SourceArn')],
  [
    'a source that takes no dead letters',
    { SourceArn: arnOf('other') },
    'Source queue must be configured as a Dead Letter Queue.',
  ],
  ['a destination that is none', { DestinationArn: arnOf('none') }, missing('DestinationArn')],
])('%s is refused', async (_, more, message) => {
  const { start } = await withDeadLetters();
  expect(await failure(start(more))).toMatchObject({ message });
});

test.each([
  ['foobared', 'Value for parameter TaskHandle is invalid.'],
  [{ taskId: '1', sourceArn: arnOf('none') }, missing('SourceArn')],
  [{ taskId: '1', sourceArn: arnOf('dead') }, 'Task does not exist.'],
])('the handle of %j is refused', async (handle, message) => {
  const { sqs } = await withDeadLetters();
  const TaskHandle = Buffer.from(
    typeof handle === 'string' ? handle : JSON.stringify(handle),
  ).toString('base64');
  expect(await failure(sqs.CancelMessageMoveTask({ TaskHandle }))).toMatchObject({ message });
});
