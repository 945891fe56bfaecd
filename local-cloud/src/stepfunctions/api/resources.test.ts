import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, expect, test } from 'vitest';
import { definition, passing, ROLE, TestApi } from './testing.ts';

const ORDERS = 'arn:aws:states:us-east-1:123456789012:stateMachine:orders';
let api: TestApi;
beforeEach(() => {
  api = new TestApi();
});

async function tags(resourceArn: string): Promise<unknown> {
  return (await api.send('ListTagsForResource', { resourceArn })).tags;
}

test('tags are added, overwritten and taken away', async () => {
  await api.create('orders', passing(), { tags: [{ key: 'team', value: 'a' }] });
  await api.send('TagResource', {
    resourceArn: ORDERS,
    tags: [
      { key: 'team', value: 'b' },
      { key: 'empty', value: '' },
    ],
  });
  expect(await tags(ORDERS)).toEqual([
    { key: 'team', value: 'b' },
    { key: 'empty', value: '' },
  ]);
  await api.send('UntagResource', { resourceArn: ORDERS, tagKeys: ['team', 'gone'] });
  expect(await tags(ORDERS)).toEqual([{ key: 'empty', value: '' }]);
});

test('activities have tags as well', async () => {
  const created = await api.send('CreateActivity', {
    name: 'pick',
    tags: [{ key: 'team', value: 'a' }],
  });
  expect(await tags(String(created.activityArn))).toEqual([{ key: 'team', value: 'a' }]);
});

test('versions have no tags of their own', async () => {
  await api.create('orders', passing(), { publish: true });
  const resourceArn = `${ORDERS}:1`;
  expect(await api.refusal('TagResource', { resourceArn, tags: [] })).toEqual({
    code: 'ResourceNotFound',
    message: `Resource not found: '${resourceArn}'`,
  });
});

test('a resource has fifty tags at most', async () => {
  await api.create('orders');
  const many = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ key: `k${from + index}`, value: '' }));
  await api.send('TagResource', { resourceArn: ORDERS, tags: many(0, 50) });
  await api.send('TagResource', { resourceArn: ORDERS, tags: many(10, 5) });
  const refusal = await api.refusal('TagResource', { resourceArn: ORDERS, tags: many(50, 1) });
  expect(refusal.code).toBe('TooManyTags');
});

test.each([
  [
    { key: '', value: 'x' },
    "at 'tags.1.member.key' failed to satisfy constraint: Member must have",
  ],
  [{ key: 'x'.repeat(129), value: '' }, 'Member must have length less than or equal to 128'],
  [{ key: 'k', value: 'x'.repeat(257) }, 'Member must have length less than or equal to 256'],
])('the tag %j is refused', async (tag, message) => {
  await api.create('orders');
  const refusal = await api.refusal('TagResource', { resourceArn: ORDERS, tags: [tag] });
  expect(refusal.code).toBe('ValidationException');
  expect(refusal.message).toContain(message);
});

/** A Distributed Map over the input's list; its children wait so many seconds. */
function mapping(seconds: number): string {
  return definition({
    Each: {
      Type: 'Map',
      Label: 'each',
      MaxConcurrency: 2,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Hold',
        States: { Hold: { Type: 'Wait', Seconds: seconds, End: true } },
      },
      End: true,
    },
  });
}

async function runMap(seconds: number) {
  const stateMachineArn = await api.create('mapping', mapping(seconds));
  const executionArn = await api.start(stateMachineArn, { input: '[1,2,3]' });
  const { mapRuns } = await api.send<{ mapRuns: { mapRunArn: string }[] }>('ListMapRuns', {
    executionArn,
  });
  return { executionArn, mapRunArn: mapRuns[0]!.mapRunArn };
}

test('a Map Run is listed, described and its children are listed', async () => {
  const { executionArn, mapRunArn } = await runMap(60);
  expect(mapRunArn).toMatch(/^arn:aws:states:us-east-1:123456789012:mapRun:mapping\/each:/);
  expect(await api.send('DescribeMapRun', { mapRunArn })).toMatchObject({
    mapRunArn,
    executionArn,
    status: 'RUNNING',
    maxConcurrency: 2,
    itemCounts: { total: 3, running: 2, pending: 1 },
  });
  await api.clock.advance(120_000);
  expect(await api.send('DescribeMapRun', { mapRunArn })).toMatchObject({
    status: 'SUCCEEDED',
    executionCounts: { total: 3, succeeded: 3, resultsWritten: 3 },
  });
  type List = { executions: { executionArn: string; mapRunArn: string }[] };
  const { executions } = await api.send<List>('ListExecutions', { mapRunArn });
  expect(executions).toHaveLength(3);
  const child = { executionArn: executions[0]!.executionArn };
  expect(await api.send('DescribeExecution', child)).toMatchObject({
    mapRunArn,
    status: 'SUCCEEDED',
  });
  const { events } = await api.send<{ events: object[] }>('GetExecutionHistory', child);
  expect(events).toHaveLength(4);
});

test('a Map Run that is over, or is not there, cannot be updated', async () => {
  const { mapRunArn } = await runMap(0);
  await api.clock.advance(1000);
  const over = await api.refusal('UpdateMapRun', { mapRunArn, maxConcurrency: 1 });
  expect(over).toEqual({
    code: 'ValidationException',
    message: 'Map Run is SUCCEEDED and cannot be updated',
  });
  for (const operation of ['UpdateMapRun', 'DescribeMapRun', 'ListExecutions']) {
    const gone = await api.refusal(operation, { mapRunArn: `${mapRunArn}x` });
    expect(gone.code).toBe('ResourceNotFound');
  }
});

test('the limits of a Map Run are checked and taken over while it runs', async () => {
  const { mapRunArn } = await runMap(60);
  const refusal = await api.refusal('UpdateMapRun', { mapRunArn, toleratedFailurePercentage: 101 });
  expect(refusal.message).toContain('Member must have value less than or equal to 100');
  await api.send('UpdateMapRun', { mapRunArn, maxConcurrency: 3 });
  await api.clock.idle();
  expect(await api.send('DescribeMapRun', { mapRunArn })).toMatchObject({
    maxConcurrency: 3,
    itemCounts: { running: 3, pending: 0 },
  });
});

test('a state is tested as a role that the caller may pass', async () => {
  const input = {
    definition: JSON.stringify({ Type: 'Pass', Result: 1, End: true }),
    roleArn: ROLE,
    revealSecrets: true,
  };
  expect(await api.send('TestState', { ...input, revealSecrets: false })).toMatchObject({
    status: 'SUCCEEDED',
    output: '1',
  });
  expect(api.permissions('TestState', input)).toEqual([
    'states:TestState *',
    `iam:PassRole ${ROLE}`,
    'states:RevealSecrets *',
  ]);
});

test('an HTTP Task under test shows the request that went out and the answer', async () => {
  const server = createServer((request, response) => {
    response.end(JSON.stringify({ agent: request.headers['user-agent'] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bank`;
  const Parameters = {
    Method: 'GET',
    ApiEndpoint: url,
    Authentication: { ConnectionArn: 'arn:aws:events:us-east-1:123456789012:connection/bank/1' },
  };
  const call = { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', Parameters, End: true };
  const tested = await api.send('TestState', {
    ...{ definition: JSON.stringify(call), roleArn: ROLE },
    ...{ inspectionLevel: 'TRACE', revealSecrets: true },
  });
  server.close();
  const agent = 'Amazon|StepFunctions|HttpInvoke|us-east-1';
  expect(tested.inspectionData).toMatchObject({
    request: {
      ...{ protocol: 'http', method: 'GET', url },
      headers: `[Range: bytes=0-262144, User-Agent: ${agent}]`,
    },
    response: { protocol: 'http', statusCode: '200', body: JSON.stringify({ agent }) },
  });
});
