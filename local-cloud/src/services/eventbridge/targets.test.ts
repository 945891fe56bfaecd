import { beforeEach, describe, expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { createWorld, DEAD_LETTERS, MACHINE, QUEUE, type World } from './testing.ts';

let world: World;
let events: World['events'];
beforeEach(async () => {
  world = createWorld();
  events = world.events;
  await events.PutRule({ Name: 'tea', EventPattern: '{"source":["kitchen"]}' });
});

const put = (target: object) =>
  events.PutTargets({ Rule: 'tea', Targets: [{ Id: 'one', Arn: QUEUE, ...target }] });

test('targets are added, replaced by their ids, listed and removed', async () => {
  await put({});
  await put({ Id: 'two' });
  await put({ InputPath: '$.detail' });
  expect(await events.ListTargetsByRule({ Rule: 'tea' })).toEqual({
    Targets: [
      { Id: 'one', Arn: QUEUE, InputPath: '$.detail' },
      { Id: 'two', Arn: QUEUE },
    ],
  });
  expect(await events.RemoveTargets({ Rule: 'tea', Ids: ['one'] })).toEqual({
    FailedEntryCount: 0,
    FailedEntries: [],
  });
  expect((await events.ListTargetsByRule({ Rule: 'tea' })).Targets).toHaveLength(1);
});

test('targets are listed page by page', async () => {
  for (const Id of ['one', 'two', 'three']) await put({ Id });
  const { Targets, NextToken } = await events.ListTargetsByRule({ Rule: 'tea', Limit: 2 });
  expect(Targets?.map(({ Id }) => Id)).toEqual(['one', 'two']);
  expect(await events.ListTargetsByRule({ Rule: 'tea', NextToken })).toEqual({
    Targets: [{ Id: 'three', Arn: QUEUE }],
  });
  expect(await failure(events.ListTargetsByRule({ Rule: 'tea', NextToken: 'tea' }))).toMatchObject({
    code: 'ValidationException',
  });
});

test('a rule has five targets at most, and none is added when one is too many', async () => {
  const Targets = ['1', '2', '3', '4', '5', '6'].map((Id) => ({ Id, Arn: QUEUE }));
  expect(await failure(events.PutTargets({ Rule: 'tea', Targets }))).toMatchObject({
    code: 'LimitExceededException',
  });
  expect(await events.ListTargetsByRule({ Rule: 'tea' })).toEqual({ Targets: [] });
  await events.PutTargets({ Rule: 'tea', Targets: Targets.slice(1) });
});

describe('a role', () => {
  test('is needed to start a state machine', async () => {
    expect(await failure(put({ Arn: MACHINE }))).toEqual({
      code: 'ValidationException',
      message: `RoleArn is required for target ${MACHINE}.`,
    });
  });
});

test.each([
  [{ Arn: 'arn:aws:ecs:us-east-1:123456789012:cluster/tea' }, 'NotSupportedByLocalCloud', 'ecs'],
  [{ KinesisParameters: { PartitionKeyPath: '$' } }, 'NotSupportedByLocalCloud', 'Kinesis'],
  [{ Input: '{}', InputPath: '$' }, 'ValidationException', 'Only one of'],
  [{ Input: 'tea' }, 'ValidationException', 'JSON syntax error in input for target one'],
  [{ InputPath: 'detail' }, 'ValidationException', 'Invalid JSONPath "detail"'],
  [{ InputPath: '$..id' }, 'ValidationException', 'Invalid JSONPath'],
  [{ InputPath: '$.a[**]' }, 'ValidationException', 'Invalid JSONPath'],
  [{ InputPath: '$.a.*]' }, 'ValidationException', 'Invalid JSONPath'],
  [
    { InputTransformer: { InputPathsMap: { a: '$.a[0:2]' }, InputTemplate: '<a>' } },
    'ValidationException',
    'Invalid JSONPath',
  ],
  [
    { RetryPolicy: { MaximumRetryAttempts: 186 } },
    'ValidationException',
    'less than or equal to 185',
  ],
  [
    { RetryPolicy: { MaximumEventAgeInSeconds: 59 } },
    'ValidationException',
    'greater than or equal to 60',
  ],
  [{ DeadLetterConfig: { Arn: MACHINE } }, 'ValidationException', 'standard SQS queue'],
  [{ DeadLetterConfig: { Arn: `${QUEUE}.fifo` } }, 'ValidationException', 'standard SQS queue'],
  [
    { Arn: 'tea' },
    'ValidationException',
    'Parameter tea is not valid. Reason: Provided Arn is not in correct format.',
  ],
  [
    { Arn: `${QUEUE}.fifo` },
    'ValidationException',
    'Parameter(s) SqsParameters must be specified for target: one.',
  ],
])('%o is refused', async (target, code, message) => {
  const refused = await failure(put(target));
  expect(refused).toMatchObject({ code, message: expect.stringContaining(message) });
});

test('a retry policy and a dead-letter queue within the limits are taken', async () => {
  const RetryPolicy = { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 };
  await put({ RetryPolicy, DeadLetterConfig: { Arn: DEAD_LETTERS } });
  expect((await events.ListTargetsByRule({ Rule: 'tea' })).Targets).toMatchObject([
    { RetryPolicy, DeadLetterConfig: { Arn: DEAD_LETTERS } },
  ]);
});
