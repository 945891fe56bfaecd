import { beforeEach, describe, expect, test } from 'vitest';
import { afterLoad, failure, START } from '../testing.ts';
import { createIn, createWorld, GROUP, QUEUE, ROLE, SCHEDULE, type World } from './testing.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let world: World;
beforeEach(() => {
  world = createWorld();
});

/** When the target was invoked, in minutes since the world began. */
function watch(): number[] {
  const times: number[] = [];
  world.answerWith(({ sdkId }) => {
    if (sdkId === 'SQS') times.push((world.cloud.clock.now() - START) / MINUTE);
    return undefined;
  });
  return times;
}

const at = (minutes: number) => new Date(START + minutes * MINUTE);

describe('when a schedule runs', () => {
  test('a rate begins at once', async () => {
    const times = watch();
    await world.schedule({});
    await world.cloud.clock.advance(2 * HOUR);
    expect(times).toEqual([0, 60, 120]);
  });

  test('a rate counts from its StartDate, and ends with its EndDate', async () => {
    const times = watch();
    await world.schedule({ StartDate: at(30), EndDate: at(150) });
    await world.cloud.clock.advance(5 * HOUR);
    expect(times).toEqual([30, 90, 150]);
  });

  test('a cron schedule is read in its time zone', async () => {
    const times = watch();
    // 12:00 UTC is 13:00 in Berlin.
    await world.schedule({
      ScheduleExpression: 'cron(30 13 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
    });
    await world.cloud.clock.advance(25 * HOUR);
    expect(times).toEqual([30, 30 + 24 * 60]);
  });

  test('a cron schedule waits for its StartDate', async () => {
    const times = watch();
    await world.schedule({ ScheduleExpression: 'cron(0 * * * ? *)', StartDate: at(120) });
    await world.cloud.clock.advance(3 * HOUR);
    expect(times).toEqual([120, 180]);
  });

  test('a single time runs once, whatever the dates say; one that has passed never', async () => {
    const times = watch();
    const ScheduleExpression = 'at(2026-01-01T13:00:00)';
    await world.schedule({ ScheduleExpression, StartDate: at(500), EndDate: at(501) });
    await world.schedule({ Name: 'late', ScheduleExpression: 'at(2025-01-01T13:00:00)' });
    await world.cloud.clock.advance(5 * HOUR);
    expect(times).toEqual([60]);
    expect(await world.scheduler.GetSchedule({ Name: 'tea' })).toMatchObject({
      ScheduleExpression,
    });
  });

  test('a flexible window puts a run anywhere in it, and delays none of the following', async () => {
    const times = watch();
    await world.schedule({
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      target: { Input: '<aws.scheduler.scheduled-time>' },
    });
    await world.cloud.clock.advance(24 * HOUR - 1);
    const delays = times.map((time, index) => time - 60 * index);
    expect(delays).toHaveLength(24);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThan(15);
    expect(new Set(delays).size).toBeGreaterThan(20);
    const named = world
      .delivered()
      .map(({ input }) => (input as { MessageBody: string }).MessageBody);
    expect(named.slice(0, 2)).toEqual(['2026-01-01T12:00:00Z', '2026-01-01T13:00:00Z']);
  });

  test('one that is disabled does not run, and begins anew when it is enabled', async () => {
    const times = watch();
    await world.schedule({ State: 'DISABLED' });
    await world.cloud.clock.advance(90 * MINUTE);
    expect(times).toEqual([]);
    expect(world.service.nextSchedule()).toBeUndefined();
    const known = await world.scheduler.GetSchedule({ Name: 'tea' });
    const { Arn: _, CreationDate: __, LastModificationDate: ___, ...settings } = known;
    await world.scheduler.UpdateSchedule({ ...settings, State: 'ENABLED' } as never);
    await world.cloud.clock.advance(HOUR);
    expect(times).toEqual([90, 150]);
  });

  test('one that is deleted runs no more', async () => {
    const times = watch();
    await world.schedule({});
    await world.scheduler.DeleteSchedule({ Name: 'tea' });
    await world.cloud.clock.advance(5 * HOUR);
    expect(times).toEqual([0]);
  });

  test('the next run is told, and an idle clock does not jump to it', async () => {
    await world.schedule({ ScheduleExpression: 'cron(0 18 * * ? *)' });
    expect(world.service.nextSchedule()).toBe(START + 6 * HOUR);
    expect(world.cloud.clock.nextDue).toBeUndefined();
  });
});

describe('after the last run', () => {
  const once = { ScheduleExpression: 'at(2026-01-01T13:00:00)', ActionAfterCompletion: 'DELETE' };
  const isThere = async () =>
    (await world.scheduler.ListSchedules({})).Schedules?.some(({ Name }) => Name === 'tea');

  test('a schedule is deleted where it says so', async () => {
    await world.schedule(once);
    expect(await isThere()).toBe(true);
    await world.cloud.clock.advance(HOUR);
    expect(await isThere()).toBe(false);
  });

  test('the one with an EndDate, too', async () => {
    await world.schedule({ EndDate: at(90), ActionAfterCompletion: 'DELETE' });
    await world.cloud.clock.advance(59 * MINUTE);
    expect(await isThere()).toBe(true);
    await world.cloud.clock.advance(MINUTE);
    expect(await isThere()).toBe(false);
  });

  test('any other stays', async () => {
    await world.schedule({ ...once, ActionAfterCompletion: 'NONE' });
    await world.cloud.clock.advance(HOUR);
    expect(await isThere()).toBe(true);
  });
});

test('a cloud that was saved goes on with the run that was chosen', async () => {
  await world.schedule({ FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 30 } });
  await world.cloud.clock.advance(45 * MINUTE);
  const next = world.service.nextSchedule();
  const { cloud, service } = afterLoad(world, createIn);
  expect(service.nextSchedule()).toBe(next);
  await cloud.clock.advance(next! - cloud.clock.now());
  expect(cloud.calls.map(({ operation }) => operation)).toEqual(['AssumeRole', 'SendMessage']);
});

describe('what a target is sent', () => {
  const sent = () => world.delivered().at(-1);

  test.each([
    [{ Arn: QUEUE, Input: 'a' }, 'SendMessage', { QueueUrl: 'tea', MessageBody: 'a' }],
    [
      { Arn: `${QUEUE}.fifo`, Input: 'a', SqsParameters: { MessageGroupId: 'g' } },
      'SendMessage',
      { QueueUrl: 'tea.fifo', MessageBody: 'a', MessageGroupId: 'g' },
    ],
    [
      { Arn: 'arn:aws:sns:us-east-1:123456789012:tea', Input: 'a' },
      'Publish',
      { TopicArn: 'arn:aws:sns:us-east-1:123456789012:tea', Message: 'a' },
    ],
    [
      { Arn: 'arn:aws:lambda:us-east-1:123456789012:function:tea', Input: '{"a":1}' },
      'Invoke',
      {
        FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:tea',
        InvocationType: 'Event',
        Payload: Buffer.from('{"a":1}'),
      },
    ],
    [
      { Arn: 'arn:aws:states:us-east-1:123456789012:stateMachine:tea', Input: '{"a":1}' },
      'StartExecution',
      {
        stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:tea',
        input: '{"a":1}',
      },
    ],
    [
      {
        Arn: 'arn:aws:kinesis:us-east-1:123456789012:stream/tea',
        Input: 'a',
        KinesisParameters: { PartitionKey: 'k' },
      },
      'PutRecord',
      {
        StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/tea',
        PartitionKey: 'k',
        Data: Buffer.from('a'),
      },
    ],
    [
      {
        Arn: 'arn:aws:events:us-east-1:123456789012:event-bus/default',
        Input: '{"a":1}',
        EventBridgeParameters: { DetailType: 'Tea', Source: 'kitchen' },
      },
      'PutEvents',
      {
        Entries: [
          {
            ...{ DetailType: 'Tea', Source: 'kitchen', Detail: '{"a":1}', Resources: [SCHEDULE] },
            EventBusName: 'arn:aws:events:us-east-1:123456789012:event-bus/default',
          },
        ],
      },
    ],
    [
      { Arn: 'arn:aws:scheduler:::aws-sdk:sqs:createQueue', Input: '{"QueueName":"a"}' },
      'CreateQueue',
      { QueueName: 'a' },
    ],
  ])('%j', async (target, operation, input) => {
    await world.schedule({ target });
    expect(sent()).toMatchObject({ operation, input });
  });

  test('a session of the role calls, which Scheduler assumes for the group', async () => {
    await world.schedule({});
    const [, assumed, call] = world.cloud.calls;
    expect(assumed?.principal).toEqual({
      ...{ kind: 'service', arn: 'scheduler.amazonaws.com', service: 'scheduler.amazonaws.com' },
      sourceArn: GROUP,
    });
    expect(call?.principal).toMatchObject({ kind: 'role', roleArn: ROLE });
  });

  test('context attributes stand for what they name', async () => {
    const names = ['schedule-arn', 'scheduled-time', 'execution-id', 'attempt-number', 'other'];
    const Input = names.map((name) => `<aws.scheduler.${name}>`).join(' ');
    await world.schedule({ target: { Input } });
    const { MessageBody } = sent()!.input as { MessageBody: string };
    expect(MessageBody).toMatch(
      /^\S+:schedule\/default\/tea 2026-01-01T12:00:00Z [0-9a-f]{16} 1 <aws\.scheduler\.other>$/,
    );
  });

  test('without an Input, a notification', async () => {
    await world.schedule({});
    const { MessageBody } = sent()!.input as { MessageBody: string };
    expect(JSON.parse(MessageBody)).toEqual({
      version: '0',
      id: expect.any(String),
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: '123456789012',
      time: '2026-01-01T12:00:00Z',
      region: 'us-east-1',
      resources: [SCHEDULE],
      detail: '{}',
    });
  });
});

test.each([
  [{ Arn: 'tea' }, 'Provided Arn is not in correct format.'],
  [{ Arn: 'arn:aws:states:us-east-1:123456789012:stateMachine:a', Input: '{' }, 'JSON'],
  [{ Arn: 'arn:aws:kinesis:us-east-1:123456789012:stream/a' }, 'KinesisParameters must be'],
  [{ Arn: 'arn:aws:events:us-east-1:123456789012:event-bus/a' }, 'EventBridgeParameters must be'],
  [{ KinesisParameters: { PartitionKey: 'a' } }, 'KinesisParameters must not be'],
  [{ Arn: 'arn:aws:ecs:us-east-1:123456789012:cluster/a' }, 'targets of the service "ecs"'],
  [{ EcsParameters: { TaskDefinitionArn: 'a' } }, 'Target.EcsParameters'],
  [{ SageMakerPipelineParameters: {} }, 'Target.SageMakerPipelineParameters'],
  [{ Arn: 'arn:aws:scheduler:::aws-sdk:sqs:receiveMessage' }, 'receiveMessage is not a supported'],
  [{ Arn: 'arn:aws:scheduler:::aws-sdk:ec2:stopInstances' }, 'targets of ec2:stopInstances'],
  [{ Arn: 'arn:aws:scheduler:::aws-sdk:sqs:createQueue', Input: '{}' }, 'does not fit'],
  [{ Arn: 'arn:aws:scheduler:::aws-sdk:sqs:createQueue', Input: 'a' }, 'does not fit'],
])('the target %j is refused', async (target, message) => {
  const refused = await failure(world.schedule({ target }));
  expect(refused.message).toContain(message);
});
