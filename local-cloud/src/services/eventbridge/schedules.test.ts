import { beforeEach, expect, test } from 'vitest';
import { afterLoad, failure } from '../testing.ts';
import { createEventBridge } from './index.ts';
import { createWorld, QUEUE, RULE, type World } from './testing.ts';

const HOUR = 3_600_000;

let world: World;
beforeEach(() => {
  world = createWorld();
});

async function hourly(rule: object = {}, target: object = {}) {
  await world.events.PutRule({ Name: 'tea', ScheduleExpression: 'rate(1 hour)', ...rule });
  await world.events.PutTargets({ Rule: 'tea', Targets: [{ Id: 'one', Arn: QUEUE, ...target }] });
}

const messages = () =>
  world.delivered().map(({ input }) => (input as { MessageBody: string }).MessageBody);

test('a rule with a schedule sends its targets an event whenever the time comes', async () => {
  await hourly();
  await world.cloud.clock.advance(HOUR - 1);
  expect(messages()).toEqual([]);
  await world.cloud.clock.advance(2 * HOUR + 1);
  const [first] = messages().map((text) => JSON.parse(text));
  expect(messages()).toHaveLength(3);
  expect(first).toEqual({
    version: '0',
    id: expect.any(String),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '123456789012',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    region: 'us-east-1',
    resources: [RULE],
    detail: {},
  });
});

test('the constant input of a target goes instead of the event', async () => {
  await hourly({}, { Input: '{"a":1}' });
  await world.cloud.clock.advance(HOUR);
  expect(messages()).toEqual(['{"a":1}']);
});

test('a rule that is disabled or deleted fires no more, one that is enabled again does', async () => {
  await hourly();
  await world.events.DisableRule({ Name: 'tea' });
  await world.cloud.clock.advance(5 * HOUR);
  expect(messages()).toEqual([]);
  await world.events.EnableRule({ Name: 'tea' });
  await world.cloud.clock.advance(HOUR);
  expect(messages()).toHaveLength(1);
  await world.events.RemoveTargets({ Rule: 'tea', Ids: ['one'] });
  await world.events.DeleteRule({ Name: 'tea' });
  await world.cloud.clock.advance(5 * HOUR);
  expect(messages()).toHaveLength(1);
});

test('a rule that is put again goes by its new schedule alone', async () => {
  await hourly();
  await world.events.PutRule({ Name: 'tea', ScheduleExpression: 'rate(1 day)' });
  await world.cloud.clock.advance(24 * HOUR);
  expect(messages()).toHaveLength(1);
});

test('a schedule goes on after a load, from when it began', async () => {
  await hourly();
  await world.cloud.clock.advance(HOUR / 2);
  const { cloud, eventBridge: service } = world;
  const after = afterLoad({ cloud, service }, createEventBridge);
  await after.cloud.clock.advance(HOUR / 2);
  expect(after.cloud.calls).toMatchObject([{ operation: 'SendMessage' }]);
});

test('a schedule is no reason to move an idle clock', async () => {
  await hourly();
  expect(await world.cloud.clock.next()).toBe(false);
});

test('a rule is described with its schedule', async () => {
  await hourly();
  const rule = await world.events.DescribeRule({ Name: 'tea' });
  expect(rule).toMatchObject({ ScheduleExpression: 'rate(1 hour)', State: 'ENABLED' });
  expect(rule).not.toHaveProperty('EventPattern');
});

test('what is no schedule is refused, as is a rule with neither schedule nor pattern', async () => {
  const put = (input: object) => failure(world.events.PutRule({ Name: 'tea', ...input }));
  expect(await put({ ScheduleExpression: 'rate(1 hours)' })).toMatchObject({
    code: 'ValidationException',
    message: 'Parameter ScheduleExpression is not valid.',
  });
  expect((await put({})).message).toContain('EventPattern or ScheduleExpression');
});
