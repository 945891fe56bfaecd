import { beforeEach, expect, test } from 'vitest';
import { definition, passing, ROLE, TestApi, waiting } from './testing.ts';

const PREFIX = 'arn:aws:states:us-east-1:123456789012';
let api: TestApi;
beforeEach(() => {
  api = new TestApi();
});

function failing(error = 'Boom'): string {
  return definition({ Stop: { Type: 'Fail', Error: error, Cause: 'because' } });
}

test('a named execution is started and described', async () => {
  const stateMachineArn = await api.create('orders');
  const executionArn = await api.start(stateMachineArn, { name: 'run', input: '{"a":1}' });
  expect(executionArn).toBe(`${PREFIX}:execution:orders:run`);
  const now = new Date('2026-01-02T03:04:05.678Z');
  expect(await api.send('DescribeExecution', { executionArn })).toEqual({
    executionArn,
    stateMachineArn,
    name: 'run',
    status: 'SUCCEEDED',
    startDate: now,
    stopDate: now,
    input: '{"a":1}',
    inputDetails: { included: true },
    output: '{"done":true}',
    outputDetails: { included: true },
    redriveCount: 0,
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
  });
});

test('an execution that failed has an error, a cause and no output', async () => {
  const executionArn = await api.start(await api.create('orders', failing()));
  const described = await api.send('DescribeExecution', { executionArn });
  expect(described).toMatchObject({
    status: 'FAILED',
    error: 'Boom',
    cause: 'because',
    redriveStatus: 'REDRIVABLE',
  });
  expect(described).not.toHaveProperty('outputDetails');
});

test('an execution without a name gets a UUID, without an input {}', async () => {
  const executionArn = await api.start(await api.create('orders'));
  expect(executionArn).toMatch(/:execution:orders:[-0-9a-f]{36}$/);
  expect(await api.send('DescribeExecution', { executionArn })).toMatchObject({ input: '{}' });
});

test('metadata alone leaves the data out', async () => {
  const executionArn = await api.start(await api.create('orders'));
  const described = await api.send('DescribeExecution', {
    executionArn,
    includedData: 'METADATA_ONLY',
  });
  expect(described).toMatchObject({
    inputDetails: { included: false },
    outputDetails: { included: false },
  });
  expect(described).not.toHaveProperty('input');
  expect(described).not.toHaveProperty('output');
});

test('a name can be used again only for the same input while it runs', async () => {
  const stateMachineArn = await api.create('orders', waiting(60));
  const start = { stateMachineArn, name: 'run', input: '{"a":1}' };
  const first = await api.send('StartExecution', start);
  await api.clock.advance(1000);
  expect(await api.send('StartExecution', start)).toEqual(first);
  const refusal = {
    code: 'ExecutionAlreadyExists',
    message: `Execution Already Exists: '${PREFIX}:execution:orders:run'`,
  };
  expect(await api.refusal('StartExecution', { ...start, input: '{"a":2}' })).toEqual(refusal);
  await api.clock.advance(60_000);
  expect(await api.refusal('StartExecution', start)).toEqual(refusal);
});

test.each(['{"a":1.0,"b":"\\u00e4"}', '{ "a": 1 }\n', '{"2":0,"1":0}', '"text"'])(
  'the input %j is told as it was sent',
  async (input) => {
    const machine = await api.create('same', definition({ Same: { Type: 'Pass', End: true } }));
    const executionArn = await api.start(machine, { input });
    const described = await api.send('DescribeExecution', { executionArn });
    expect(described).toMatchObject({ input, output: input });
  },
);

test('ninety days after its end an execution is forgotten', async () => {
  const stateMachineArn = await api.create('orders');
  const executionArn = await api.start(stateMachineArn, { name: 'run' });
  await api.clock.advance(90 * 24 * 3600 * 1000);
  expect((await api.refusal('DescribeExecution', { executionArn })).code).toBe(
    'ExecutionDoesNotExist',
  );
  expect(await api.start(stateMachineArn, { name: 'run' })).toBe(executionArn);
});

test.each([
  [
    { input: 'not some json' },
    'InvalidExecutionInput',
    "Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')'",
  ],
  [
    { input: '{"a":1,"a":2}' },
    'InvalidExecutionInput',
    "Invalid State Machine Execution Input: 'Duplicate field 'a''",
  ],
  [
    { input: '' },
    'InvalidExecutionInput',
    "Invalid State Machine Execution Input: 'Invalid execution input.'",
  ],
  [
    { input: `"${'x'.repeat(262_143)}"` },
    'ValidationException',
    "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144",
  ],
  [{ name: 'a b' }, 'InvalidName', "Invalid Name: 'a b'"],
  [
    { traceHeader: 'x'.repeat(257) },
    'ValidationException',
    `1 validation error detected: Value '${'x'.repeat(257)}' at 'traceHeader' failed to satisfy constraint: Member must have length less than or equal to 256`,
  ],
])('StartExecution refuses what is wrong with its input', async (input, code, message) => {
  const stateMachineArn = await api.create('orders');
  expect(await api.refusal('StartExecution', { stateMachineArn, ...input })).toEqual({
    code,
    message,
  });
});

test('an Express machine runs to its end while the caller waits', async () => {
  const stateMachineArn = await api.create('fast', waiting(1), { type: 'EXPRESS' });
  api.clock.setAutoSkip(true);
  const output = await api.send('StartSyncExecution', {
    stateMachineArn,
    name: 'run',
    input: '{"a":1}',
    traceHeader: 'Root=1',
  });
  expect(output).toEqual({
    executionArn: expect.stringMatching(/:express:fast:run:[-0-9a-f]{36}$/),
    stateMachineArn,
    name: 'run',
    status: 'SUCCEEDED',
    startDate: new Date('2026-01-02T03:04:05.678Z'),
    stopDate: new Date('2026-01-02T03:04:06.678Z'),
    input: '{"a":1}',
    inputDetails: { included: true },
    output: '{"a":1}',
    outputDetails: { included: true },
    traceHeader: 'Root=1',
    billingDetails: { billedDurationInMilliseconds: 1000, billedMemoryUsedInMB: 64 },
  });
});

test('a synchronous execution that failed tells error and cause, and is billed 100 ms', async () => {
  const stateMachineArn = await api.create('fast', failing(), { type: 'EXPRESS' });
  expect(await api.send('StartSyncExecution', { stateMachineArn })).toMatchObject({
    status: 'FAILED',
    error: 'Boom',
    cause: 'because',
    outputDetails: { included: true },
    billingDetails: { billedDurationInMilliseconds: 100 },
  });
});

test('an Express execution ends after five minutes', async () => {
  const stateMachineArn = await api.create('slow', waiting(301), { type: 'EXPRESS' });
  api.clock.setAutoSkip(true);
  expect(await api.send('StartSyncExecution', { stateMachineArn })).toMatchObject({
    status: 'TIMED_OUT',
    billingDetails: { billedDurationInMilliseconds: 300_000 },
  });
});

test('StartSyncExecution and ListExecutions are for one type of machine each', async () => {
  const standard = await api.create('standard');
  const express = await api.create('express', passing(), { type: 'EXPRESS' });
  const refusal = {
    code: 'StateMachineTypeNotSupported',
    message: 'This operation is not supported by this type of state machine',
  };
  expect(await api.refusal('StartSyncExecution', { stateMachineArn: standard })).toEqual(refusal);
  expect(await api.refusal('ListExecutions', { stateMachineArn: express })).toEqual(refusal);
});

test.each(['DescribeExecution', 'GetExecutionHistory', 'StopExecution'])(
  '%s does not take executions of Express machines, nor what is no ARN',
  async (operation) => {
    const stateMachineArn = await api.create('express', passing(), { type: 'EXPRESS' });
    const executionArn = await api.start(stateMachineArn);
    expect(await api.refusal(operation, { executionArn })).toEqual({
      code: 'InvalidArn',
      message: "Invalid Arn: 'Resource type not valid in this context: express'",
    });
    expect(await api.refusal(operation, { executionArn: 'nope' })).toEqual({
      code: 'InvalidArn',
      message: "Invalid Arn: 'Invalid ARN prefix: nope'",
    });
    const missing = `${PREFIX}:execution:express:gone`;
    expect(await api.refusal(operation, { executionArn: missing })).toEqual({
      code: 'ExecutionDoesNotExist',
      message: `Execution Does Not Exist: '${missing}'`,
    });
  },
);

test('a stopped execution is ABORTED with the error and cause given', async () => {
  const executionArn = await api.start(await api.create('orders', waiting(60)));
  await api.clock.advance(5000);
  const stopped = await api.send('StopExecution', {
    executionArn,
    error: 'Enough',
    cause: 'said I',
  });
  expect(stopped).toEqual({ stopDate: new Date('2026-01-02T03:04:10.678Z') });
  expect(await api.send('DescribeExecution', { executionArn })).toMatchObject({
    status: 'ABORTED',
    error: 'Enough',
    cause: 'said I',
  });
  await api.clock.advance(5000);
  expect(await api.send('StopExecution', { executionArn })).toEqual(stopped);
});

test('executions are listed newest first, by status and page by page', async () => {
  const stateMachineArn = await api.create('orders', waiting(60));
  for (const name of ['a', 'b', 'c']) await api.start(stateMachineArn, { name });
  await api.send('StopExecution', { executionArn: `${PREFIX}:execution:orders:b` });
  const names = (page: { executions: { name: string }[] }) => page.executions.map((e) => e.name);
  type List = { executions: { name: string }[]; nextToken?: string };
  const list = (input: object) => api.send<List>('ListExecutions', { stateMachineArn, ...input });
  expect(names(await list({}))).toEqual(['c', 'b', 'a']);
  expect(names(await list({ statusFilter: 'ABORTED' }))).toEqual(['b']);
  expect(names(await list({ redriveFilter: 'REDRIVEN' }))).toEqual([]);
  const first = await list({ maxResults: 2 });
  await api.start(stateMachineArn, { name: 'd' });
  expect(names(await list({ maxResults: 2, nextToken: first.nextToken }))).toEqual(['a']);
  const other = await api.refusal('ListExecutions', {
    stateMachineArn,
    statusFilter: 'RUNNING',
    nextToken: first.nextToken,
  });
  expect(other.code).toBe('InvalidToken');
});

test('ListExecutions wants a state machine or a Map Run, and a status that there is', async () => {
  const stateMachineArn = await api.create('orders');
  expect((await api.refusal('ListExecutions', {})).code).toBe('ValidationException');
  expect(await api.refusal('ListExecutions', { stateMachineArn, statusFilter: 'done' })).toEqual({
    code: 'ValidationException',
    message:
      "1 validation error detected: Value 'done' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]",
  });
});

test('a history is given forwards, backwards, page by page and without data', async () => {
  const executionArn = await api.start(await api.create('orders'), { input: '{"a":1}' });
  type History = { events: { id: number; type: string; timestamp: Date }[]; nextToken?: string };
  const history = (input: object) =>
    api.send<History>('GetExecutionHistory', { executionArn, ...input });
  const ids = ({ events }: History) => events.map(({ id }) => id);
  const forwards = await history({});
  expect(ids(forwards)).toEqual([1, 2, 3, 4]);
  expect(forwards.events[0]).toEqual({
    id: 1,
    previousEventId: 0,
    type: 'ExecutionStarted',
    timestamp: new Date('2026-01-02T03:04:05.678Z'),
    executionStartedEventDetails: {
      input: '{"a":1}',
      inputDetails: { truncated: false },
      roleArn: ROLE,
    },
  });
  expect(ids(await history({ reverseOrder: true }))).toEqual([4, 3, 2, 1]);
  const first = await history({ maxResults: 3 });
  expect(ids(await history({ maxResults: 3, nextToken: first.nextToken }))).toEqual([4]);
  const bare = await history({ includeExecutionData: false });
  expect(bare.events[0]).toMatchObject({ executionStartedEventDetails: { roleArn: ROLE } });
  expect(JSON.stringify(bare)).not.toContain('input');
});

test('a page of a history has fewer events than were asked for where they are long', async () => {
  const states = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`S${at}`, { Type: 'Pass', Next: `S${at + 1}` }]),
  );
  const machine = await api.create('long', definition({ ...states, S40: { Type: 'Succeed' } }));
  const input = JSON.stringify('x'.repeat(250_000));
  const executionArn = await api.start(machine, { input });
  type History = { events: { id: number }[]; nextToken?: string };
  const history = (more: object) =>
    api.send<History>('GetExecutionHistory', { executionArn, maxResults: 1000, ...more });

  for (const reverseOrder of [false, true]) {
    const ids: number[] = [];
    let page = await history({ reverseOrder });
    for (
      ;
      page.nextToken !== undefined;
      page = await history({ reverseOrder, nextToken: page.nextToken })
    ) {
      expect(page.events).toHaveLength(31);
      ids.push(...page.events.map(({ id }) => id));
    }
    ids.push(...page.events.map(({ id }) => id));
    expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 84 }, (_, at) => at + 1));
  }
  expect((await history({ includeExecutionData: false })).events).toHaveLength(84);
});

test('a history token of another execution or direction is refused', async () => {
  const stateMachineArn = await api.create('orders');
  const one = await api.start(stateMachineArn);
  const two = await api.start(stateMachineArn);
  const { nextToken } = await api.send('GetExecutionHistory', { executionArn: one, maxResults: 1 });
  for (const input of [{ executionArn: two }, { executionArn: one, reverseOrder: true }]) {
    expect(await api.refusal('GetExecutionHistory', { ...input, nextToken })).toEqual({
      code: 'InvalidToken',
      message: "Invalid Token: 'Invalid token'",
    });
  }
});

test.each([
  ['of an execution that succeeded', passing(), 0, 'Execution is SUCCEEDED and cannot be redriven'],
  ['of an execution that runs', waiting(60), 0, 'Execution is RUNNING and cannot be redriven'],
  ['after 14 days', failing(), 15 * 24 * 3600 * 1000, 'Execution redrivable period exceeded'],
])('a redrive %s is refused', async (_, text, later, message) => {
  const executionArn = await api.start(await api.create('orders', text));
  if (later > 0) await api.clock.advance(later);
  expect(await api.refusal('RedriveExecution', { executionArn })).toEqual({
    code: 'ExecutionNotRedrivable',
    message,
  });
});

test('every operation on an execution is allowed on its ARN', () => {
  const executionArn = `${PREFIX}:execution:orders:run`;
  for (const operation of [
    'DescribeExecution',
    'GetExecutionHistory',
    'StopExecution',
    'RedriveExecution',
    'ListMapRuns',
    'DescribeStateMachineForExecution',
  ]) {
    expect(api.permissions(operation, { executionArn })).toEqual([
      `states:${operation} ${executionArn}`,
    ]);
  }
});

test('no more executions run than there is memory for, and one that ends makes room', async () => {
  const few = new TestApi(undefined, undefined, 2);
  const stateMachineArn = await few.create('orders', waiting(60));
  const first = await few.start(stateMachineArn, { name: 'first' });
  await few.start(stateMachineArn);
  await expect(few.send('StartExecution', { stateMachineArn })).rejects.toMatchObject({
    code: 'ExecutionLimitExceeded',
    message: expect.stringMatching(/^2 executions are running.*some must end or be stopped/),
  });
  expect(await few.start(stateMachineArn, { name: 'first' })).toBe(first);
  await few.send('StopExecution', { executionArn: first });
  await few.start(stateMachineArn);
});
