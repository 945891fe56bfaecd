import { beforeEach, expect, test } from 'vitest';
import { failure, fakeContext } from '../testing.ts';
import { createWorld, type World } from './testing.ts';

const GARDEN = { EventBusName: 'garden' };
const BUS = 'arn:aws:events:us-east-1:123456789012:event-bus/garden';
const put = { ...GARDEN, Action: 'events:PutEvents' };
let world: World;
let events: World['events'];

beforeEach(async () => {
  world = createWorld();
  events = world.events;
  await events.CreateEventBus({ Name: 'garden' });
});

async function statements(Name = 'garden'): Promise<unknown> {
  const { Policy } = await events.DescribeEventBus({ Name });
  return Policy === undefined ? undefined : JSON.parse(Policy).Statement;
}

test('statements are added to the policy of a bus, and one of the same id is replaced', async () => {
  await events.PutPermission({ ...put, StatementId: 'cook', Principal: '111111111111' });
  await events.PutPermission({ ...put, StatementId: 'all', Principal: '*' });
  const granted = { Effect: 'Allow', Action: 'events:PutEvents', Resource: BUS };
  const account = (id: string) => ({ AWS: `arn:aws:iam::${id}:root` });
  expect(await statements()).toEqual([
    { ...granted, Sid: 'cook', Principal: account('111111111111') },
    { ...granted, Sid: 'all', Principal: '*' },
  ]);
  const Condition = { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: 'o-sample' };
  await events.PutPermission({ ...put, StatementId: 'cook', Principal: '*', Condition });
  expect(await statements()).toEqual([
    { ...granted, Sid: 'all', Principal: '*' },
    {
      ...{ ...granted, Sid: 'cook', Principal: '*' },
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-sample' } },
    },
  ]);
  expect((await events.ListEventBuses({})).EventBuses?.map(({ Policy }) => Policy)).toEqual([
    undefined,
    expect.stringContaining('o-sample'),
  ]);
});

test('a whole policy takes the place of what was there', async () => {
  await events.PutPermission({ ...put, StatementId: 'cook', Principal: '111111111111' });
  const Statement = [
    { Sid: 'rules', Effect: 'Allow', Principal: '*', Action: 'events:*', Resource: BUS },
  ];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await events.PutPermission({ ...GARDEN, Policy });
  expect(await statements()).toEqual(Statement);
});

test('statements are taken out one by one, or all at once', async () => {
  for (const StatementId of ['one', 'two', 'three']) {
    await events.PutPermission({ ...put, StatementId, Principal: '*' });
  }
  await events.RemovePermission({ ...GARDEN, StatementId: 'two' });
  expect(await statements()).toMatchObject([{ Sid: 'one' }, { Sid: 'three' }]);
  await events.RemovePermission({ ...GARDEN, RemoveAllPermissions: true });
  expect(await statements()).toBeUndefined();
  await events.PutPermission({ ...put, StatementId: 'last', Principal: '*' });
  await events.RemovePermission({ ...GARDEN, StatementId: 'last' });
  expect(await statements()).toBeUndefined();
});

test('the default bus has a date from the first change of its policy on', async () => {
  expect(await events.DescribeEventBus({})).not.toHaveProperty('CreationTime');
  await events.RemovePermission({ RemoveAllPermissions: true });
  expect(await events.DescribeEventBus({})).toHaveProperty('CreationTime');
});

test.each([
  ['RemovePermission', { StatementId: 'none' }, 'Statement with the provided id does not exist.'],
  ['RemovePermission', {}, 'StatementId is required, or RemoveAllPermissions.'],
  [
    'PutPermission',
    { Action: 'events:PutEvents' },
    'StatementId, Action and Principal are required',
  ],
  ['PutPermission', { StatementId: 'a', Policy: '{}' }, 'Give a Policy, or a statement'],
  ['PutPermission', { Policy: '{}' }, 'The policy is not valid: '],
  ['PutPermission', { Policy: ' '.repeat(10_241) }, 'must not be larger than 10240 bytes'],
  [
    'PutPermission',
    {
      ...{ Action: 'events:PutEvents', StatementId: 'a', Principal: '*' },
      Condition: { Type: 'StringLike', Key: 'aws:PrincipalOrgID', Value: 'o-*' },
    },
    'The only condition is of Type StringEquals',
  ],
] as const)('%s of %j is refused', async (operation, given, message) => {
  const refused = await failure(events[operation]({ ...GARDEN, ...given }));
  expect(refused.message).toContain(message);
  expect(await statements()).toBeUndefined();
});

test('calls to the bus and to its rules are asked of its policy', async () => {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'events:*', Resource: '*' }],
  });
  await events.PutPermission({ ...GARDEN, Policy });
  const { PutEvents, PutRule, DescribeRule } = world.eventBridge.operations;
  const asked = [
    ...PutEvents.permissions({ Entries: [GARDEN, {}] }, fakeContext()),
    ...PutRule.permissions({ Name: 'tea', ...GARDEN }, fakeContext()),
    ...DescribeRule.permissions({ Name: 'tea' }, fakeContext()),
  ];
  const rule = 'arn:aws:events:us-east-1:123456789012:rule';
  expect(asked).toEqual([
    { action: 'events:PutEvents', resource: BUS, resourcePolicy: Policy },
    { action: 'events:PutEvents', resource: BUS.replace('garden', 'default') },
    { action: 'events:PutRule', resource: `${rule}/garden/tea`, resourcePolicy: Policy },
    { action: 'events:DescribeRule', resource: `${rule}/tea` },
  ]);
});

test('a bus that is not there has no policy', async () => {
  const EventBusName = 'desert';
  const refusal = {
    code: 'ResourceNotFoundException',
    message: 'Event bus desert does not exist.',
  };
  const given = { ...put, EventBusName, StatementId: 'a', Principal: '*' };
  expect(await failure(events.PutPermission(given))).toEqual(refusal);
  const all = { EventBusName, RemoveAllPermissions: true };
  expect(await failure(events.RemovePermission(all))).toEqual(refusal);
});
