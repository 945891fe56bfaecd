import { beforeEach, describe, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { afterLoad, START, throttled } from '../testing.ts';
import type { World } from './testing.ts';
import { createIn, createWorld, DEAD_LETTERS, QUEUE, SCHEDULE } from './testing.ts';

const HOUR = 3_600_000;

let world: World;
beforeEach(() => {
  world = createWorld();
});

interface Sent {
  readonly QueueUrl: string;
  readonly MessageBody: string;
  readonly MessageAttributes?: Readonly<Record<string, { StringValue: string }>>;
}

const once = { ScheduleExpression: 'at(2026-01-01T13:00:00)' };
const sent = () => world.delivered().map(({ input }) => input as Sent);

/** Lets the queue fail, not its dead letters. */
function failWith(error: () => AwsError): void {
  world.answerWith(({ sdkId, input }) =>
    sdkId === 'SQS' && (input as Sent).QueueUrl === 'tea' ? error() : undefined,
  );
}

/** What the dead letter says, by name. */
function attributes(): Record<string, string> {
  const { MessageAttributes = {} } = sent().at(-1)!;
  return Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
  );
}

describe('a failure that may pass', () => {
  test('is tried again with growing delays until it has passed', async () => {
    let failures = 3;
    world.answerWith(({ sdkId }) => (sdkId === 'SQS' && failures-- > 0 ? throttled() : undefined));
    await world.schedule({ ...once, target: { Input: '<aws.scheduler.attempt-number>' } });
    await world.cloud.clock.advance(2 * HOUR);
    expect(sent().map(({ MessageBody }) => MessageBody)).toEqual(['1', '2', '3', '4']);
  });

  test('ends in the dead-letter queue once the attempts are used up', async () => {
    failWith(throttled);
    await world.schedule({
      ...once,
      target: {
        Input: 'a <aws.scheduler.attempt-number>',
        RetryPolicy: { MaximumRetryAttempts: 2 },
        DeadLetterConfig: { Arn: DEAD_LETTERS },
      },
    });
    await world.cloud.clock.advance(2 * HOUR);
    expect(sent()).toHaveLength(4);
    expect(sent().at(-1)).toMatchObject({ QueueUrl: 'tea-dead', MessageBody: 'a 3' });
    expect(attributes()).toEqual({
      ERROR_CODE: 'ThrottlingException',
      ERROR_MESSAGE: 'Slow down.',
      EXECUTION_ID: expect.stringMatching(/^[0-9a-f]{16}$/),
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      IS_PAYLOAD_TRUNCATED: 'false',
      RETRY_ATTEMPTS: '2',
      SCHEDULED_TIME: '2026-01-01T13:00:00Z',
      SCHEDULE_ARN: SCHEDULE,
      TARGET_ARN: QUEUE,
    });
  });

  test('ends there once it is too old', async () => {
    failWith(throttled);
    const RetryPolicy = { MaximumEventAgeInSeconds: 60 };
    await world.schedule({
      ...once,
      target: { RetryPolicy, DeadLetterConfig: { Arn: DEAD_LETTERS } },
    });
    await world.cloud.clock.advance(2 * HOUR);
    expect(attributes()).toMatchObject({ EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds' });
    expect(Number(attributes().RETRY_ATTEMPTS)).toBeGreaterThan(4);
  });

  test('goes on in a cloud that was saved meanwhile', async () => {
    failWith(throttled);
    await world.schedule(once);
    await world.cloud.clock.advance(HOUR);
    const { cloud } = afterLoad(world, createIn);
    await cloud.clock.advance(1000);
    expect(cloud.calls.at(-1)).toMatchObject({ operation: 'SendMessage' });
  });

  test('keeps a schedule that is to be deleted until nothing more becomes of it', async () => {
    failWith(throttled);
    await world.schedule({
      ...{ ...once, ActionAfterCompletion: 'DELETE' },
      target: { RetryPolicy: { MaximumEventAgeInSeconds: 600 } },
    });
    world.cloud.background = (_label, work) => void work().catch(() => {});
    const count = async () => (await world.scheduler.ListSchedules({})).Schedules?.length;
    await world.cloud.clock.advance(HOUR);
    expect(await count()).toBe(1);
    await world.cloud.clock.advance(HOUR);
    expect(await count()).toBe(0);
  });
});

test('a failure that does not pass goes there at once, without a condition', async () => {
  failWith(() => new AwsError('AWS.SimpleQueueService.NonExistentQueue', 'No such queue.'));
  await world.schedule({ ...once, target: { DeadLetterConfig: { Arn: DEAD_LETTERS } } });
  await world.cloud.clock.advance(HOUR);
  expect(world.cloud.clock.now()).toBe(START + HOUR);
  expect(sent()).toHaveLength(2);
  expect(attributes()).toMatchObject({
    ERROR_CODE: 'AWS.SimpleQueueService.NonExistentQueue',
    RETRY_ATTEMPTS: '0',
  });
  expect(attributes()).not.toHaveProperty('EXHAUSTED_RETRY_CONDITION');
  expect(world.cloud.measured.map(({ name }) => name)).toEqual([
    'InvocationAttemptCount',
    'TargetErrorCount',
    'InvocationsSentToDeadLetterCount',
  ]);
  expect(world.cloud.measured[0]).toMatchObject({
    namespace: 'AWS/Scheduler',
    dimensions: { ScheduleGroup: 'default' },
  });
});

test('without a dead-letter queue the run is lost, and that is reported and counted', async () => {
  const reported: string[] = [];
  world.cloud.background = (label, work) =>
    void work().catch((error: Error) => reported.push(`${label}: ${error.message}`));
  failWith(() => new AwsError('AccessDenied', 'No.'));
  await world.schedule(once);
  await world.cloud.clock.advance(HOUR);
  expect(reported).toEqual([`${SCHEDULE} to ${QUEUE}: No.`]);
  expect(world.cloud.measured.at(-1)?.name).toBe('InvocationDroppedCount');
});
