import { beforeEach, expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { createWorld, QUEUE, ROLE, type World } from './testing.ts';

const BUS = 'arn:aws:events:us-east-1:123456789012:event-bus/garden';
const EventPattern = '{"source":["kitchen"]}';
let world: World;
let events: World['events'];
beforeEach(async () => {
  world = createWorld();
  events = world.events;
  await events.CreateEventBus({ Name: 'garden', Description: 'Beds' });
});

test('a bus is described, listed and deleted by its name', async () => {
  const bus = { Name: 'garden', Arn: BUS, Description: 'Beds' };
  expect(await events.DescribeEventBus({ Name: 'garden' })).toMatchObject(bus);
  expect(await events.DescribeEventBus({ Name: BUS })).toMatchObject(bus);
  expect((await events.ListEventBuses({})).EventBuses).toMatchObject([{ Name: 'default' }, bus]);
  await events.DeleteEventBus({ Name: 'garden' });
  expect((await events.ListEventBuses({ NamePrefix: 'g' })).EventBuses).toEqual([]);
  expect(await failure(events.DescribeEventBus({ Name: 'garden' }))).toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'Event bus garden does not exist.',
  });
});

test('a bus of the account has no slash in its name', async () => {
  expect(await failure(events.CreateEventBus({ Name: 'garden/beds' }))).toEqual({
    code: 'ValidationException',
    message: "Event bus name must not contain '/'.",
  });
});

test('a bus is created once, and deleted when it has no rules', async () => {
  expect(await failure(events.CreateEventBus({ Name: 'garden' }))).toMatchObject({
    code: 'ResourceAlreadyExistsException',
    message: 'Event bus garden already exists.',
  });
  await events.PutRule({ Name: 'tea', EventBusName: 'garden', EventPattern });
  expect(await failure(events.DeleteEventBus({ Name: 'garden' }))).toMatchObject({
    code: 'ValidationException',
  });
  expect(await failure(events.DeleteEventBus({ Name: 'default' }))).toMatchObject({
    message: 'Cannot delete event bus default.',
  });
});

test('rules of one name are told apart by their bus', async () => {
  await events.PutRule({ Name: 'tea', EventPattern });
  expect(await events.PutRule({ Name: 'tea', EventBusName: BUS, EventPattern })).toEqual({
    RuleArn: 'arn:aws:events:us-east-1:123456789012:rule/garden/tea',
  });
  expect(await events.DescribeRule({ Name: 'tea', EventBusName: 'garden' })).toMatchObject({
    EventBusName: 'garden',
  });
  await events.DeleteRule({ Name: 'tea' });
  expect((await events.ListRules({})).Rules).toEqual([]);
  expect((await events.ListRules({ EventBusName: 'garden' })).Rules).toMatchObject([
    { Name: 'tea', EventBusName: 'garden' },
  ]);
  expect(await failure(events.DescribeRule({ Name: 'coffee', EventBusName: BUS }))).toMatchObject({
    message: 'Rule coffee does not exist on EventBus garden.',
  });
});

test('schedules are for the default bus', async () => {
  const rule = { Name: 'tea', EventBusName: 'garden', ScheduleExpression: 'rate(1 day)' };
  expect(await failure(events.PutRule(rule))).toMatchObject({
    code: 'ValidationException',
    message: 'ScheduleExpression is supported only on the default event bus.',
  });
});

test('an event meets the rules of its bus alone', async () => {
  for (const EventBusName of ['default', 'garden']) {
    await events.PutRule({ Name: 'tea', EventBusName, EventPattern });
    const Targets = [{ Id: 'one', Arn: QUEUE, Input: JSON.stringify(EventBusName) }];
    await events.PutTargets({ Rule: 'tea', EventBusName, Targets });
  }
  await world.put({ cup: 1 }, { EventBusName: BUS });
  await world.put({ cup: 2 });
  expect(world.delivered()).toMatchObject([
    { input: { MessageBody: '"garden"' } },
    { input: { MessageBody: '"default"' } },
  ]);
  const names = { TargetArn: QUEUE, EventBusName: 'garden' };
  expect((await events.ListRuleNamesByTarget(names)).RuleNames).toEqual(['tea']);
});

test('another bus is a target, with a role, for events as they are', async () => {
  const target = { Id: 'bus', Arn: BUS, RoleArn: ROLE };
  await events.PutRule({ Name: 'on', EventPattern });
  await events.PutTargets({ Rule: 'on', Targets: [target] });
  await world.put({ cup: 1 }, { Resources: ['pot'] });
  const { input } = world.delivered().find(({ operation }) => operation === 'PutEvents')!;
  expect(input).toEqual({
    Entries: [
      {
        EventBusName: BUS,
        Source: 'kitchen',
        DetailType: 'Tea Made',
        Detail: '{"cup":1}',
        Resources: ['pot'],
        Time: expect.any(Date),
      },
    ],
  });
  const api = BUS.replace('event-bus/garden', 'api-destination/tea/1');
  const elsewhere = { Rule: 'on', Targets: [{ ...target, Arn: api }] };
  expect(await failure(events.PutTargets(elsewhere))).toMatchObject({
    code: 'NotSupportedByLocalCloud',
  });
  const changed = { Rule: 'on', Targets: [{ ...target, InputPath: '$.detail' }] };
  expect(await failure(events.PutTargets(changed))).toMatchObject({ code: 'ValidationException' });
});

test('buses and rules keep tags, to which PutRule adds none when it changes a rule', async () => {
  const [red, blue] = ['red', 'blue'].map((Key) => ({ Key, Value: '1' }));
  await events.PutRule({ Name: 'tea', EventBusName: 'garden', EventPattern, Tags: [red!] });
  await events.PutRule({ Name: 'tea', EventBusName: 'garden', EventPattern, Tags: [blue!] });
  const rule = 'arn:aws:events:us-east-1:123456789012:rule/garden/tea';
  for (const ResourceARN of [rule, BUS]) {
    await events.TagResource({ ResourceARN, Tags: [{ ...red!, Value: '2' }] });
    const { Tags } = await events.ListTagsForResource({ ResourceARN });
    expect(Tags).toEqual([{ Key: 'red', Value: '2' }]);
    await events.UntagResource({ ResourceARN, TagKeys: ['red', 'none'] });
    expect(await events.ListTagsForResource({ ResourceARN })).toEqual({ Tags: [] });
  }
  const ResourceARN = `${rule}s`;
  expect(await failure(events.ListTagsForResource({ ResourceARN }))).toMatchObject({
    message: 'Rule teas does not exist on EventBus garden.',
  });
});
