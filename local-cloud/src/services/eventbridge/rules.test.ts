import { beforeEach, describe, expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { createWorld, QUEUE, RULE, type World } from './testing.ts';

const EventPattern = '{"source":["kitchen"]}';

let events: World['events'];
beforeEach(() => {
  ({ events } = createWorld());
});

test('a rule is created enabled, with its ARN, and described as it was given', async () => {
  const Description = 'Tea';
  expect(await events.PutRule({ Name: 'tea', EventPattern, Description })).toEqual({
    RuleArn: RULE,
  });
  expect(await events.DescribeRule({ Name: 'tea', EventBusName: 'default' })).toEqual({
    Name: 'tea',
    Arn: RULE,
    EventPattern,
    State: 'ENABLED',
    Description,
    EventBusName: 'default',
    CreatedBy: '123456789012',
  });
});

test('the role of a rule is described back', async () => {
  const RoleArn = 'arn:aws:iam::123456789012:role/kitchen';
  await events.PutRule({ Name: 'tea', EventPattern, RoleArn });
  expect(await events.DescribeRule({ Name: 'tea' })).toMatchObject({ RoleArn });
  expect(await events.ListRules({})).toMatchObject({ Rules: [{ Name: 'tea', RoleArn }] });
});

test('a rule that is put again is replaced, and keeps its targets', async () => {
  await events.PutRule({ Name: 'tea', EventPattern, Description: 'Tea' });
  await events.PutTargets({ Rule: 'tea', Targets: [{ Id: 'one', Arn: QUEUE }] });
  await events.PutRule({ Name: 'tea', EventPattern: '{"source":["garden"]}', State: 'DISABLED' });
  const rule = await events.DescribeRule({ Name: 'tea' });
  expect(rule).toMatchObject({ EventPattern: '{"source":["garden"]}', State: 'DISABLED' });
  expect(rule.Description).toBeUndefined();
  expect((await events.ListTargetsByRule({ Rule: 'tea' })).Targets).toHaveLength(1);
});

test('rules are disabled and enabled', async () => {
  await events.PutRule({ Name: 'tea', EventPattern });
  await events.DisableRule({ Name: 'tea' });
  expect(await events.DescribeRule({ Name: 'tea' })).toMatchObject({ State: 'DISABLED' });
  await events.EnableRule({ Name: 'tea' });
  expect(await events.DescribeRule({ Name: 'tea' })).toMatchObject({ State: 'ENABLED' });
});

test('rules are listed by name, those with a prefix alone if one is given', async () => {
  for (const Name of ['tea', 'coffee', 'teapot']) await events.PutRule({ Name, EventPattern });
  const names = async (input: object) =>
    (await events.ListRules(input)).Rules?.map(({ Name }) => Name);
  expect(await names({})).toEqual(['coffee', 'tea', 'teapot']);
  expect(await names({ NamePrefix: 'tea' })).toEqual(['tea', 'teapot']);
});

describe('DeleteRule', () => {
  test('deletes a rule, and is content with one that is gone', async () => {
    await events.PutRule({ Name: 'tea', EventPattern });
    await events.DeleteRule({ Name: 'tea' });
    await events.DeleteRule({ Name: 'tea' });
    expect(await events.ListRules({})).toEqual({ Rules: [] });
  });

  test('refuses a rule that has targets', async () => {
    await events.PutRule({ Name: 'tea', EventPattern });
    await events.PutTargets({ Rule: 'tea', Targets: [{ Id: 'one', Arn: QUEUE }] });
    expect(await failure(events.DeleteRule({ Name: 'tea' }))).toMatchObject({
      code: 'ValidationException',
      message: "Rule can't be deleted since it has targets.",
    });
    await events.RemoveTargets({ Rule: 'tea', Ids: ['one'] });
    await events.DeleteRule({ Name: 'tea' });
  });
});

test.each(['DescribeRule', 'EnableRule', 'DisableRule'] as const)(
  '%s does not find a rule that is not there',
  async (operation) => {
    expect(await failure(events[operation]({ Name: 'tea' }))).toEqual({
      code: 'ResourceNotFoundException',
      message: 'Rule tea does not exist on EventBus default.',
    });
  },
);

test('the targets of a rule that is not there are not found either', async () => {
  const code = 'ResourceNotFoundException';
  const Rule = 'tea';
  expect(await failure(events.ListTargetsByRule({ Rule }))).toMatchObject({ code });
  expect(
    await failure(events.PutTargets({ Rule, Targets: [{ Id: 'a', Arn: QUEUE }] })),
  ).toMatchObject({ code });
  expect(await failure(events.RemoveTargets({ Rule, Ids: ['a'] }))).toMatchObject({ code });
});

test.each([
  [{ Name: 'my tea' }, 'ValidationException'],
  [{ Name: 't'.repeat(65) }, 'ValidationException'],
  [{ EventPattern: undefined }, 'ValidationException'],
  [{ EventPattern: '{"source":"kitchen"}' }, 'InvalidEventPatternException'],
  [{ EventPattern: `{"source":["${'k'.repeat(4096)}"]}` }, 'ValidationException'],
  [{ EventBusName: 'garden' }, 'ResourceNotFoundException'],
  [{ State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' }, 'NotSupportedByLocalCloud'],
])('PutRule refuses %o', async (input, code) => {
  const rule = { Name: 'tea', EventPattern, ...input };
  expect(await failure(events.PutRule(rule as never))).toMatchObject({ code });
});
