import { beforeEach, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { definition, ROLE, TestApi } from './testing.ts';

const QUEUE = 'https://sqs.us-east-1.amazonaws.com/123456789012/work';
const ACTIVITY = 'arn:aws:states:us-east-1:123456789012:activity:pick';
let api: TestApi;
beforeEach(() => {
  api = new TestApi();
});

/** A machine that sends its token to a queue and waits for the answer. */
function asking(more: object = {}): string {
  return definition({
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { QueueUrl: QUEUE, MessageBody: { 'token.$': '$$.Task.Token' } },
      End: true,
      ...more,
    },
  });
}

async function askedToken(): Promise<string> {
  const { input } = api.calls.find(({ operation }) => operation === 'SQS.SendMessage')!;
  return (JSON.parse(String(input.MessageBody)) as { token: string }).token;
}

async function ask(more: object = {}) {
  api.answers['SQS.SendMessage'] = () => ({ MessageId: 'm' });
  const executionArn = await api.start(await api.create('asking', asking(more)));
  return { executionArn, taskToken: await askedToken() };
}

async function outcome(executionArn: string) {
  await api.clock.idle();
  return api.send('DescribeExecution', { executionArn });
}

test('a token that comes back with an output ends its task', async () => {
  const { executionArn, taskToken } = await ask();
  expect(await outcome(executionArn)).toMatchObject({ status: 'RUNNING' });
  await api.send('SendTaskSuccess', { taskToken, output: '{"yes":true}' });
  expect(await outcome(executionArn)).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"yes":true}',
  });
});

test('a token that comes back with a failure fails its task', async () => {
  const { executionArn, taskToken } = await ask();
  await api.send('SendTaskFailure', { taskToken, error: 'No', cause: 'not today' });
  expect(await outcome(executionArn)).toMatchObject({
    status: 'FAILED',
    error: 'No',
    cause: 'not today',
  });
});

test('heartbeats keep a task alive', async () => {
  const { executionArn, taskToken } = await ask({ HeartbeatSeconds: 60 });
  await api.clock.advance(50_000);
  await api.send('SendTaskHeartbeat', { taskToken });
  await api.clock.advance(50_000);
  expect(await outcome(executionArn)).toMatchObject({ status: 'RUNNING' });
  await api.clock.advance(60_000);
  expect(await outcome(executionArn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
});

test.each(['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat'])(
  '%s refuses tokens that were never given out, are over, or are no tokens',
  async (operation) => {
    const { taskToken } = await ask();
    const input = operation === 'SendTaskSuccess' ? { output: '1' } : {};
    expect(await api.refusal(operation, { taskToken: 'NoSuchTaskToken', ...input })).toEqual({
      code: 'InvalidToken',
      message: "Invalid Token: 'Invalid token'",
    });
    await api.send('SendTaskSuccess', { taskToken, output: '1' });
    await api.clock.idle();
    expect(await api.refusal(operation, { taskToken, ...input })).toEqual({
      code: 'TaskTimedOut',
      message: "Task Timed Out: 'Provided task does not exist anymore'",
    });
    expect((await api.refusal(operation, { taskToken: '', ...input })).message).toContain(
      'Member must have length greater than or equal to 1',
    );
    expect((await api.refusal(operation, { taskToken: 'x'.repeat(2049), ...input })).code).toBe(
      'ValidationException',
    );
  },
);

test.each([
  ['not json', 'InvalidOutput', "Invalid Output: 'Unrecognized token 'not'"],
  ['', 'InvalidOutput', "Invalid Output: 'Invalid output.'"],
  [`"${'x'.repeat(262_143)}"`, 'ValidationException', "Value at 'output' failed to satisfy"],
])(
  'SendTaskSuccess refuses an output that is no JSON or too large',
  async (output, code, message) => {
    const { taskToken } = await ask();
    const refusal = await api.refusal('SendTaskSuccess', { taskToken, output });
    expect(refusal.code).toBe(code);
    expect(refusal.message).toContain(message);
  },
);

test('SendTaskSuccess tells of a token that is none before an output that is no JSON', async () => {
  const { taskToken } = await ask();
  const output = 'no JSON';
  expect(await api.refusal('SendTaskSuccess', { taskToken: 'NoToken', output })).toEqual({
    code: 'InvalidToken',
    message: "Invalid Token: 'Invalid token'",
  });
  expect(await api.refusal('SendTaskSuccess', { taskToken, output })).toMatchObject({
    code: 'InvalidOutput',
  });
  await api.send('SendTaskSuccess', { taskToken, output: '"yes"' });
});

test.each([
  ['error', 257],
  ['cause', 32_769],
])('SendTaskFailure refuses an %s of %i characters', async (member, length) => {
  const { taskToken } = await ask();
  const refusal = await api.refusal('SendTaskFailure', { taskToken, [member]: 'x'.repeat(length) });
  expect(refusal.code).toBe('ValidationException');
});

test('a task calls as a session of the role, named after the execution', async () => {
  api.answers['SQS.SendMessage'] = () => ({});
  const stateMachineArn = await api.create('asking', asking());
  await api.start(stateMachineArn, { name: 'run' });
  expect(api.calls.at(-1)?.principal).toMatchObject({
    kind: 'role',
    arn: 'arn:aws:sts::123456789012:assumed-role/machine/run',
    roleArn: ROLE,
    sourceArn: stateMachineArn,
  });
});

test('Credentials make the machine assume the other role first', async () => {
  const other = 'arn:aws:iam::123456789012:role/other';
  api.answers['SQS.SendMessage'] = () => ({});
  api.answers['STS.AssumeRole'] = () => ({});
  const stateMachineArn = await api.create('asking', asking({ Credentials: { RoleArn: other } }));
  api.calls.length = 0;
  await api.start(stateMachineArn);
  expect(
    api.calls
      .filter(({ principal }) => principal.kind === 'role')
      .map(({ operation, principal, input }) => [operation, principal.roleArn, input.RoleArn]),
  ).toEqual([
    ['STS.AssumeRole', ROLE, other],
    ['SQS.SendMessage', other, undefined],
  ]);
});

test('Credentials whose role is no text end the execution', async () => {
  const Credentials = { 'RoleArn.$': '$.role' };
  const stateMachineArn = await api.create('asking', asking({ Credentials }));
  const input = JSON.stringify({ role: { of: 'mine' } });
  expect(await outcome(await api.start(stateMachineArn, { input }))).toMatchObject({
    status: 'FAILED',
    error: 'States.Runtime',
    cause: expect.stringContaining('must be the ARN of a role, but was: {"of":"mine"}'),
  });
});

test('a role that may not be assumed fails the task', async () => {
  const Credentials = { RoleArn: 'arn:aws:iam::123456789012:role/other' };
  api.answers['STS.AssumeRole'] = (({ RoleArn }: { RoleArn: string }) => {
    if (RoleArn === ROLE) return {};
    throw new AwsError('AccessDenied', 'is not authorized to perform: sts:AssumeRole');
  }) as never;
  const executionArn = await api.start(await api.create('asking', asking({ Credentials })));
  expect(await outcome(executionArn)).toMatchObject({
    status: 'FAILED',
    error: 'States.Permissions',
    cause: 'is not authorized to perform: sts:AssumeRole',
  });
});

test('parameters that do not fit end the execution before the task is scheduled', async () => {
  const text = definition({
    Read: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:getItem',
      InputPath: '$.parameters',
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
      End: true,
    },
    Caught: { Type: 'Pass', End: true },
  });
  const stateMachineArn = await api.create('reading', text);
  const executionArn = await api.start(stateMachineArn, {
    input: '{"parameters":{"Table":"t"}}',
  });
  expect(await outcome(executionArn)).toMatchObject({
    status: 'FAILED',
    error: 'States.Runtime',
    cause: `An error occurred while executing the state 'Read' (entered at the event id #2). The Parameters '{"Table":"t"}' could not be used to start the Task: [The field "Table" is not supported by Step Functions]`,
  });
  const { events } = await api.send<{ events: { type: string }[] }>('GetExecutionHistory', {
    executionArn,
  });
  expect(events.map(({ type }) => type)).not.toContain('TaskScheduled');
});

test('a fault makes a state fail as often as it says', async () => {
  api.answers['SQS.SendMessage'] = () => ({});
  const text = definition({
    Send: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage',
      Parameters: { QueueUrl: QUEUE, MessageBody: 'x' },
      Retry: [{ ErrorEquals: ['SQS.AmazonSQSException'], MaxAttempts: 2, IntervalSeconds: 1 }],
      End: true,
    },
  });
  const stateMachineArn = await api.create('sending', text);
  api.service.faults.add({
    stateMachine: 'sending',
    state: 'Send',
    attempts: [1, 2],
    error: 'SQS.AmazonSQSException',
  });
  const executionArn = await api.start(stateMachineArn);
  await api.clock.advance(10_000);
  const { events } = await api.send<{ events: { type: string }[] }>('GetExecutionHistory', {
    executionArn,
  });
  const types = events.map(({ type }) => type);
  expect(types.filter((type) => type === 'TaskFailed')).toHaveLength(2);
  expect(types.filter((type) => type === 'TaskStarted')).toHaveLength(3);
  expect(types.at(-1)).toBe('ExecutionSucceeded');
});

/** Starts a machine whose one state is the activity. */
async function pick(more: object = {}): Promise<string> {
  await api.send('CreateActivity', { name: 'pick' });
  const text = definition({ Pick: { Type: 'Task', Resource: ACTIVITY, ...more, End: true } });
  return api.start(await api.create('picking', text), { input: '{"item":1}' });
}

test('a worker gets a task of its activity and answers it', async () => {
  const executionArn = await pick();
  const task = await api.send('GetActivityTask', { activityArn: ACTIVITY, workerName: 'robot' });
  expect(task.input).toBe('{"item":1}');
  await api.send('SendTaskSuccess', { taskToken: task.taskToken, output: '"picked"' });
  expect(await outcome(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '"picked"' });
});

test.each([{ TimeoutSeconds: 5 }, { HeartbeatSeconds: 5, TimeoutSeconds: 600 }])(
  'the time of a task begins when a worker takes it: %j',
  async (limits) => {
    const executionArn = await pick(limits);
    await api.clock.advance(3_600_000);
    expect(await api.send('DescribeExecution', { executionArn })).toMatchObject({
      status: 'RUNNING',
    });
    await api.send('GetActivityTask', { activityArn: ACTIVITY });
    await api.clock.advance(5_000);
    expect(await outcome(executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
    });
  },
);

test('a worker that waits gets the task that comes', async () => {
  await api.send('CreateActivity', { name: 'pick' });
  const poll = api.send('GetActivityTask', { activityArn: ACTIVITY });
  await pick();
  expect((await poll).input).toBe('{"item":1}');
});

test('a long poll ends without a task after a minute, or when the worker has gone', async () => {
  await api.send('CreateActivity', { name: 'pick' });
  const poll = api.send('GetActivityTask', { activityArn: ACTIVITY });
  await api.clock.advance(60_000);
  expect(await poll).toEqual({});
  const gone = new AbortController();
  const root = { kind: 'root', arn: 'arn:aws:iam::123456789012:root' } as const;
  const other = api.send('GetActivityTask', { activityArn: ACTIVITY }, root, gone.signal);
  gone.abort();
  expect(await other).toEqual({});
});

test('a worker that polls is no reason to let time pass', async () => {
  await api.send('CreateActivity', { name: 'pick' });
  const poll = api.send('GetActivityTask', { activityArn: ACTIVITY });
  expect(api.clock.nextDue).toBeUndefined();
  await api.clock.advance(60_000);
  await poll;
});

test('an activity is described, listed and deleted', async () => {
  const creationDate = new Date('2026-01-02T03:04:05.678Z');
  const created = await api.send('CreateActivity', { name: 'pick' });
  expect(created).toEqual({ activityArn: ACTIVITY, creationDate });
  expect(await api.send('CreateActivity', { name: 'pick' })).toEqual(created);
  expect(await api.send('DescribeActivity', { activityArn: ACTIVITY })).toEqual({
    activityArn: ACTIVITY,
    name: 'pick',
    creationDate,
    encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
  });
  expect(await api.send('ListActivities')).toEqual({
    activities: [{ activityArn: ACTIVITY, name: 'pick', creationDate }],
  });
  await api.send('DeleteActivity', { activityArn: ACTIVITY });
  await api.send('DeleteActivity', { activityArn: ACTIVITY });
  for (const operation of ['DescribeActivity', 'GetActivityTask']) {
    expect(await api.refusal(operation, { activityArn: ACTIVITY })).toEqual({
      code: 'ActivityDoesNotExist',
      message: `Activity Does Not Exist: '${ACTIVITY}'`,
    });
  }
});

test('a task on an activity that was deleted ends the execution', async () => {
  const text = definition({ Pick: { Type: 'Task', Resource: ACTIVITY, End: true } });
  const executionArn = await api.start(await api.create('picking', text));
  expect(await outcome(executionArn)).toMatchObject({
    status: 'FAILED',
    error: 'States.Runtime',
    cause: `An error occurred while executing the state 'Pick' (entered at the event id #2). The activity ${ACTIVITY} does not exist.`,
  });
});

test('a nested execution is awaited and its output parsed', async () => {
  const child = await api.create(
    'child',
    definition({ Done: { Type: 'Wait', Seconds: 5, End: true } }),
  );
  const text = definition({
    Run: {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Parameters: { StateMachineArn: child, 'Input.$': '$' },
      ResultSelector: { 'answer.$': '$.Output' },
      End: true,
    },
  });
  const executionArn = await api.start(await api.create('parent', text), { input: '{"a":1}' });
  await api.clock.advance(5000);
  expect(await outcome(executionArn)).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"answer":{"a":1}}',
  });
});
