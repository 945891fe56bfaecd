import { beforeEach, expect, test } from 'vitest';
import type { AwsError } from '../../core/errors.ts';
import { passing, TestApi } from './testing.ts';

const ORDERS = 'arn:aws:states:us-east-1:123456789012:stateMachine:orders';
const LIVE = `${ORDERS}:live`;
let api: TestApi;
beforeEach(async () => {
  api = new TestApi();
  await api.create('orders', passing(1), { publish: true, versionDescription: 'first' });
});

async function update(result: number): Promise<void> {
  const input = { stateMachineArn: ORDERS, definition: passing(result), publish: true };
  await api.send('UpdateStateMachine', input);
}

function route(...weights: number[]) {
  return weights.map((weight, index) => ({
    stateMachineVersionArn: `${ORDERS}:${index + 1}`,
    weight,
  }));
}

test('a version stays as it was when the state machine changes', async () => {
  await update(2);
  const version = await api.send('DescribeStateMachine', { stateMachineArn: `${ORDERS}:1` });
  expect(version).toMatchObject({
    stateMachineArn: `${ORDERS}:1`,
    name: 'orders',
    definition: passing(1),
    description: 'first',
  });
});

test('versions are listed newest first', async () => {
  await update(2);
  await update(3);
  const { stateMachineVersions } = await api.send('ListStateMachineVersions', {
    stateMachineArn: ORDERS,
  });
  expect(stateMachineVersions).toMatchObject([
    { stateMachineVersionArn: `${ORDERS}:3` },
    { stateMachineVersionArn: `${ORDERS}:2` },
    { stateMachineVersionArn: `${ORDERS}:1` },
  ]);
});

test('a state machine that is not there has no versions', async () => {
  expect(await api.send('ListStateMachineVersions', { stateMachineArn: `${ORDERS}x` })).toEqual({
    stateMachineVersions: [],
  });
});

test('publishing the same revision again gives the same version', async () => {
  expect(await api.send('PublishStateMachineVersion', { stateMachineArn: ORDERS })).toMatchObject({
    stateMachineVersionArn: `${ORDERS}:1`,
  });
});

test.each([
  ['UpdateStateMachine', { definition: passing(1), publish: true, versionDescription: 'better' }],
  ['PublishStateMachineVersion', { description: 'better' }],
])('%s of what is published replaces its description, not the version', async (operation, more) => {
  expect(await api.send(operation, { stateMachineArn: ORDERS, ...more })).toMatchObject({
    stateMachineVersionArn: `${ORDERS}:1`,
  });
  await api.send('PublishStateMachineVersion', { stateMachineArn: ORDERS });
  expect(await api.send('DescribeStateMachine', { stateMachineArn: `${ORDERS}:1` })).toMatchObject({
    description: 'better',
  });
});

test('creating again what is there succeeds only where the same is published', async () => {
  const again = (published: object) =>
    api.create('orders', passing(1), published).catch((error: AwsError) => error.code);
  expect(await again({ publish: true, versionDescription: 'first' })).toBe(ORDERS);
  for (const other of [{}, { publish: true }, { publish: true, versionDescription: '2nd' }]) {
    expect(await again(other)).toBe('StateMachineAlreadyExists');
  }
});

test.each([
  ['StartExecution'],
  ['DescribeStateMachine'],
  ['DeleteStateMachine'],
  ['UpdateStateMachine'],
])('%s refuses the ARN of a Distributed Map in a state machine', async (operation) => {
  const input = { stateMachineArn: `${ORDERS}/items` };
  expect(await api.refusal(operation, input)).toMatchObject({ code: 'ValidationException' });
});

test('a version is published only of the revision that is asked for', async () => {
  expect(
    await api.refusal('PublishStateMachineVersion', { stateMachineArn: ORDERS, revisionId: 'r' }),
  ).toEqual({
    code: 'ConflictException',
    message:
      'Failed to publish the State Machine version for revision r. The current State Machine revision is INITIAL.',
  });
  const input = { stateMachineArn: ORDERS, revisionId: 'INITIAL' };
  expect(await api.send('PublishStateMachineVersion', input)).toMatchObject({
    stateMachineVersionArn: `${ORDERS}:1`,
  });
});

test('the number of a deleted version is not used again', async () => {
  await update(2);
  await api.send('DeleteStateMachineVersion', { stateMachineVersionArn: `${ORDERS}:2` });
  await api.send('DeleteStateMachineVersion', { stateMachineVersionArn: `${ORDERS}:2` });
  expect(await api.send('PublishStateMachineVersion', { stateMachineArn: ORDERS })).toMatchObject({
    stateMachineVersionArn: `${ORDERS}:3`,
  });
});

test('a version that an alias routes to is not deleted', async () => {
  await api.send('CreateStateMachineAlias', { name: 'live', routingConfiguration: route(100) });
  expect(
    await api.refusal('DeleteStateMachineVersion', { stateMachineVersionArn: `${ORDERS}:1` }),
  ).toEqual({
    code: 'ConflictException',
    message:
      'Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [live]',
  });
});

test('an alias is created, described, updated, listed and deleted', async () => {
  const created = await api.send('CreateStateMachineAlias', {
    name: 'live',
    description: 'what customers get',
    routingConfiguration: route(100),
  });
  const date = new Date('2026-01-02T03:04:05.678Z');
  expect(created).toEqual({ stateMachineAliasArn: LIVE, creationDate: date });
  await update(2);
  await api.clock.advance(1000);
  const alias = { stateMachineAliasArn: LIVE };
  await api.send('UpdateStateMachineAlias', { ...alias, routingConfiguration: route(40, 60) });
  expect(await api.send('DescribeStateMachineAlias', alias)).toEqual({
    stateMachineAliasArn: LIVE,
    name: 'live',
    description: 'what customers get',
    routingConfiguration: route(40, 60),
    creationDate: date,
    updateDate: new Date('2026-01-02T03:04:06.678Z'),
  });
  for (const stateMachineArn of [ORDERS, `${ORDERS}:2`]) {
    expect(await api.send('ListStateMachineAliases', { stateMachineArn })).toEqual({
      stateMachineAliases: [{ stateMachineAliasArn: LIVE, creationDate: date }],
    });
  }
  await api.send('DeleteStateMachineAlias', alias);
  const gone = {
    code: 'ResourceNotFound',
    message: 'Request references a resource that does not exist.',
  };
  expect(await api.refusal('DescribeStateMachineAlias', alias)).toEqual(gone);
  expect(await api.refusal('UpdateStateMachineAlias', { ...alias, description: 'x' })).toEqual(
    gone,
  );
  expect(await api.refusal('DeleteStateMachineAlias', alias)).toEqual(gone);
});

test('creating the same alias again gives the same, another routing is refused', async () => {
  const input = { name: 'live', routingConfiguration: route(100) };
  const first = await api.send('CreateStateMachineAlias', input);
  expect(await api.send('CreateStateMachineAlias', input)).toEqual(first);
  await update(2);
  expect(
    await api.refusal('CreateStateMachineAlias', { ...input, routingConfiguration: route(50, 50) }),
  ).toEqual({
    code: 'ConflictException',
    message:
      'Failed to create alias because an alias with the same name and a different routing configuration already exists.',
  });
});

test.each([
  [
    { name: '123' },
    "Value '123' at 'name' failed to satisfy constraint: Member must satisfy regular",
  ],
  [
    { name: 'a b' },
    "Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular",
  ],
  [{ routingConfiguration: [] }, 'Member must have length greater than or equal to 1'],
  [{ routingConfiguration: undefined }, "Value null at 'routingConfiguration'"],
  [{ routingConfiguration: route(50, 30, 20) }, 'Member must have length less than or equal to 2'],
  [
    { routingConfiguration: route(101) },
    "Value '101' at 'routingConfiguration.1.member.weight' failed to satisfy constraint: Member must have value less than or equal to 100",
  ],
  [{ routingConfiguration: route(-1) }, 'Member must have value greater than or equal to 0'],
  [{ routingConfiguration: route(70, 29) }, 'must equal 100. Received: [70, 29]'],
  [
    { routingConfiguration: [...route(50), ...route(50)] },
    `must contain distinct state machine version ARNs. Received: [${ORDERS}:1, ${ORDERS}:1]`,
  ],
  [
    { routingConfiguration: [{ stateMachineVersionArn: ORDERS, weight: 100 }] },
    `must contain state machine version ARNs. Received: [${ORDERS}]`,
  ],
])('CreateStateMachineAlias refuses %j', async (more, message) => {
  const input = { name: 'live', routingConfiguration: route(100), ...more };
  const refusal = await api.refusal('CreateStateMachineAlias', input);
  expect(refusal.code).toBe('ValidationException');
  expect(refusal.message).toContain(message);
});

test('an alias routes to versions that are there', async () => {
  const routingConfiguration = [{ stateMachineVersionArn: `${ORDERS}:9`, weight: 100 }];
  const refusal = await api.refusal('CreateStateMachineAlias', {
    name: 'live',
    routingConfiguration,
  });
  expect(refusal.code).toBe('ResourceNotFound');
});

test('executions of a version and of an alias run that version and tell it', async () => {
  await update(2);
  await api.send('CreateStateMachineAlias', { name: 'live', routingConfiguration: route(100) });
  const byVersion = await api.start(`${ORDERS}:1`);
  const byAlias = await api.start(LIVE);
  const common = { stateMachineArn: ORDERS, stateMachineVersionArn: `${ORDERS}:1`, output: '1' };
  expect(await api.send('DescribeExecution', { executionArn: byVersion })).toMatchObject(common);
  expect(await api.send('DescribeExecution', { executionArn: byAlias })).toMatchObject({
    ...common,
    stateMachineAliasArn: LIVE,
  });
  const { executions } = await api.send('ListExecutions', { stateMachineArn: LIVE });
  expect(executions).toMatchObject([{ executionArn: byAlias, stateMachineAliasArn: LIVE }]);
  const version = await api.send('ListExecutions', { stateMachineArn: `${ORDERS}:1` });
  expect(version.executions).toHaveLength(2);
});

test('an alias shares executions out by its weights', async () => {
  await update(2);
  await api.send('CreateStateMachineAlias', { name: 'live', routingConfiguration: route(20, 80) });
  for (let run = 0; run < 200; run++) await api.send('StartExecution', { stateMachineArn: LIVE });
  await api.clock.idle();
  const first = await api.send<{ executions: unknown[] }>('ListExecutions', {
    stateMachineArn: `${ORDERS}:1`,
    maxResults: 1000,
  });
  expect(first.executions.length).toBeGreaterThan(20);
  expect(first.executions.length).toBeLessThan(60);
});

test('a version or an alias that is not there is no state machine', async () => {
  for (const stateMachineArn of [`${ORDERS}:7`, LIVE]) {
    expect((await api.refusal('StartExecution', { stateMachineArn })).code).toBe(
      'StateMachineDoesNotExist',
    );
  }
});

test('an alias cannot be updated with nothing', async () => {
  await api.send('CreateStateMachineAlias', { name: 'live', routingConfiguration: route(100) });
  const refusal = await api.refusal('UpdateStateMachineAlias', { stateMachineAliasArn: LIVE });
  expect(refusal.code).toBe('ValidationException');
});

test('a state machine has a hundred aliases at most', async () => {
  const routingConfiguration = route(100);
  for (let index = 0; index < 100; index++) {
    await api.send('CreateStateMachineAlias', { name: `a${index}`, routingConfiguration });
  }
  const refusal = await api.refusal('CreateStateMachineAlias', { name: 'b', routingConfiguration });
  expect(refusal.code).toBe('ServiceQuotaExceededException');
});
