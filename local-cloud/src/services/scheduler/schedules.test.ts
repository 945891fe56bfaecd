import { beforeEach, describe, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { afterLoad, callable, failure, START } from '../testing.ts';
import { createIn, createWorld, GROUP, QUEUE, ROLE, SCHEDULE, type World } from './testing.ts';

let world: World;
beforeEach(() => {
  world = createWorld();
});

test('a schedule is shown with its defaults filled in', async () => {
  expect(await world.schedule({ Description: 'Tea' })).toBe(SCHEDULE);
  expect(await world.scheduler.GetSchedule({ Name: 'tea' })).toEqual({
    Arn: SCHEDULE,
    Name: 'tea',
    GroupName: 'default',
    Description: 'Tea',
    ScheduleExpression: 'rate(1 hour)',
    ScheduleExpressionTimezone: 'UTC',
    State: 'ENABLED',
    ActionAfterCompletion: 'NONE',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: QUEUE,
      RoleArn: ROLE,
      RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
    },
    CreationDate: new Date(START),
    LastModificationDate: new Date(START),
  });
});

test('an update replaces all of it, and keeps when it was made', async () => {
  await world.schedule({ Description: 'Tea', ScheduleExpressionTimezone: 'Europe/Berlin' });
  await world.cloud.clock.advance(1000);
  await world.scheduler.UpdateSchedule({
    Name: 'tea',
    ScheduleExpression: 'rate(2 hours)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: QUEUE, RoleArn: ROLE },
  });
  const shown = await world.scheduler.GetSchedule({ Name: 'tea' });
  expect(shown).not.toHaveProperty('Description');
  expect(shown).toMatchObject({
    ScheduleExpression: 'rate(2 hours)',
    ScheduleExpressionTimezone: 'UTC',
    CreationDate: new Date(START),
    LastModificationDate: new Date(START + 1000),
  });
});

describe('what is not there, and what is there already', () => {
  test.each([
    ['GetSchedule', 'Schedule tea does not exist.'],
    ['DeleteSchedule', 'Schedule tea does not exist.'],
    ['GetScheduleGroup', 'Schedule group tea does not exist.'],
    ['DeleteScheduleGroup', 'Schedule group tea does not exist.'],
  ] as const)('%s', async (operation, message) => {
    const refused = await failure(world.scheduler[operation]({ Name: 'tea' }));
    expect(refused).toEqual({ code: 'ResourceNotFoundException', message });
  });

  test('a schedule needs its group', async () => {
    const refused = await failure(world.schedule({ GroupName: 'kitchen' }));
    expect(refused).toEqual({
      code: 'ResourceNotFoundException',
      message: 'Schedule group kitchen does not exist.',
    });
  });

  test('a name is taken once in a group', async () => {
    await world.scheduler.CreateScheduleGroup({ Name: 'kitchen' });
    await world.schedule({});
    await world.schedule({ GroupName: 'kitchen' });
    const message = 'Schedule tea already exists.';
    expect(await failure(world.schedule({}))).toEqual({ code: 'ConflictException', message });
  });

  test('the same request again, by its token, is answered as before', async () => {
    await world.schedule({ ClientToken: 'a' });
    expect(await world.schedule({ ClientToken: 'a' })).toBe(SCHEDULE);
    const another = world.schedule({ ClientToken: 'a', ScheduleExpression: 'rate(2 hours)' });
    expect(await failure(another)).toMatchObject({ code: 'ConflictException' });
    expect(await failure(world.schedule({ ClientToken: 'b' }))).toMatchObject({
      code: 'ConflictException',
    });
    const group = { Name: 'kitchen', ClientToken: 'a' };
    const first = await world.scheduler.CreateScheduleGroup(group);
    expect(await world.scheduler.CreateScheduleGroup(group)).toEqual(first);
    expect(await failure(world.scheduler.CreateScheduleGroup({ Name: 'kitchen' }))).toEqual({
      code: 'ConflictException',
      message: 'Schedule group kitchen already exists.',
    });
  });
});

test.each([
  [{ ScheduleExpression: 'rate(10 years)' }, 'Invalid Schedule Expression rate(10 years).'],
  [{ ScheduleExpressionTimezone: 'Mars' }, 'Invalid ScheduleExpressionTimezone Mars.'],
  [
    { FlexibleTimeWindow: { Mode: 'OFF', MaximumWindowInMinutes: 5 } },
    'MaximumWindowInMinutes must not be provided when FlexibleTimeWindowMode is set to OFF.',
  ],
  [
    { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } },
    'MaximumWindowInMinutes must be provided when FlexibleTimeWindowMode is set to FLEXIBLE.',
  ],
  [
    { ScheduleExpression: 'cron(0 0 * * ? *)', StartDate: new Date(START - 300_001) },
    'The StartDate you specify cannot be earlier than 5 minutes ago.',
  ],
  [{ EndDate: new Date(START - 1) }, 'The EndDate you specify cannot be in the past.'],
  [
    { StartDate: new Date(START + 2), EndDate: new Date(START + 1) },
    'The EndDate you specify must be after the StartDate.',
  ],
  [
    { State: 'ON' },
    "1 validation error detected: Value 'ON' at 'state' failed to satisfy constraint: Member must satisfy enum value set: [ENABLED, DISABLED]",
  ],
])('%j is refused', async (members, message) => {
  expect(await failure(world.schedule(members))).toEqual({ code: 'ValidationException', message });
});

test('keys of KMS are refused by name', async () => {
  const refused = await failure(world.schedule({ KmsKeyArn: 'arn:aws:kms:us-east-1:1:key/a' }));
  expect(refused.code).toBe('NotSupportedByLocalCloud');
  expect(refused.message).toContain('the member KmsKeyArn of CreateSchedule');
});

test('a role must let Scheduler in when the schedule is made', async () => {
  world.answerWith(({ sdkId }) =>
    sdkId === 'STS' ? new AwsError('AccessDenied', 'No.') : undefined,
  );
  expect(await failure(world.schedule({}))).toEqual({
    code: 'ValidationException',
    message:
      'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
  });
});

describe('lists', () => {
  beforeEach(async () => {
    await world.scheduler.CreateScheduleGroup({ Name: 'kitchen' });
    for (const Name of ['b', 'a', 'c']) await world.schedule({ Name });
    await world.schedule({ Name: 'd', GroupName: 'kitchen', State: 'DISABLED' });
  });
  const names = async (input: object) =>
    (await world.scheduler.ListSchedules(input)).Schedules?.map(({ Name }) => Name);

  test('are in order, and narrowed by group, state and the begin of the name', async () => {
    expect(await names({})).toEqual(['a', 'b', 'c', 'd']);
    expect(await names({ GroupName: 'kitchen' })).toEqual(['d']);
    expect(await names({ State: 'ENABLED' })).toEqual(['a', 'b', 'c']);
    expect(await names({ NamePrefix: 'b' })).toEqual(['b']);
  });

  test('come in pages', async () => {
    const first = await world.scheduler.ListSchedules({ MaxResults: 3 });
    const last = await world.scheduler.ListSchedules({ NextToken: first.NextToken });
    expect(first.Schedules?.map(({ Name }) => Name)).toEqual(['a', 'b', 'c']);
    expect(last.Schedules).toEqual([
      {
        Arn: 'arn:aws:scheduler:us-east-1:123456789012:schedule/kitchen/d',
        Name: 'd',
        GroupName: 'kitchen',
        State: 'DISABLED',
        CreationDate: new Date(START),
        LastModificationDate: new Date(START),
        Target: { Arn: QUEUE },
      },
    ]);
    expect(last).not.toHaveProperty('NextToken');
    const refused = await failure(world.scheduler.ListSchedules({ NextToken: 'a' }));
    expect(refused.code).toBe('ValidationException');
  });

  test('a group goes with its schedules, the default one never', async () => {
    await world.scheduler.DeleteScheduleGroup({ Name: 'kitchen' });
    expect(await names({})).toEqual(['a', 'b', 'c']);
    const { ScheduleGroups } = await world.scheduler.ListScheduleGroups({});
    expect(ScheduleGroups?.map(({ Name }) => Name)).toEqual(['default']);
    expect(await failure(world.scheduler.DeleteScheduleGroup({ Name: 'default' }))).toMatchObject({
      code: 'ValidationException',
    });
  });
});

test('groups have tags, which a saved cloud keeps', async () => {
  const { scheduler } = world;
  await scheduler.CreateScheduleGroup({ Name: 'kitchen', Tags: [{ Key: 'a', Value: '1' }] });
  const ResourceArn = GROUP.replace('default', 'kitchen');
  await scheduler.TagResource({ ResourceArn, Tags: [{ Key: 'b', Value: '2' }] });
  await scheduler.UntagResource({ ResourceArn, TagKeys: ['a'] });
  const loaded = callable(afterLoad(world, createIn).service);
  expect(await loaded.ListTagsForResource({ ResourceArn })).toEqual({
    Tags: [{ Key: 'b', Value: '2' }],
  });
  const schedules = world.scheduler.ListTagsForResource({ ResourceArn: SCHEDULE });
  expect((await failure(schedules)).code).toBe('ValidationException');
});

test('a schedule that is deleted while it is being changed stays deleted', async () => {
  const { scheduler, schedule } = createWorld();
  await schedule({});
  const changed = failure(
    scheduler.UpdateSchedule({
      Name: 'tea',
      ScheduleExpression: 'rate(2 hours)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: QUEUE, RoleArn: ROLE },
    }),
  );
  await scheduler.DeleteSchedule({ Name: 'tea' });
  expect(await changed).toMatchObject({ code: 'ResourceNotFoundException' });
  expect((await scheduler.ListSchedules({})).Schedules).toEqual([]);
});
