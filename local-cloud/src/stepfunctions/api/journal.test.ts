import { beforeEach, expect, test } from 'vitest';
import { AwsError, notSupported } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { definition, LOG_GROUP, passing, TestApi, waiting } from './testing.ts';

const GROUP = '/aws/vendedlogs/states/m';
let api: TestApi;
let lines: JsonObject[];
let streams: string[];
beforeEach(() => {
  api = new TestApi();
  lines = [];
  streams = [];
  api.answers['CloudWatch Logs.DescribeLogGroups'] = () => ({
    logGroups: [{ logGroupName: GROUP }],
  });
  api.answers['CloudWatch Logs.CreateLogStream'] = (({
    logStreamName,
  }: {
    logStreamName: string;
  }) => {
    streams.push(logStreamName);
    return {};
  }) as never;
  api.answers['CloudWatch Logs.PutLogEvents'] = (({
    logEvents,
  }: {
    logEvents: { message: string }[];
  }) => {
    lines.push(...logEvents.map(({ message }) => JSON.parse(message) as JsonObject));
    return {};
  }) as never;
});

function logging(level: string, includeExecutionData = true) {
  return {
    loggingConfiguration: {
      level,
      includeExecutionData,
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: LOG_GROUP } }],
    },
  };
}

const failing = definition({ Stop: { Type: 'Fail', Error: 'Boom', Cause: 'because' } });

/** A Distributed Map over its input, with Express children that do nothing. */
const EACH = definition({
  Each: {
    Type: 'Map',
    Label: 'each',
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
      StartAt: 'Child',
      States: { Child: { Type: 'Pass', End: true } },
    },
    End: true,
  },
});

test('every event of an Express execution is a line of its own in the log', async () => {
  const stateMachineArn = await api.create('m', passing(), { ...logging('ALL'), type: 'EXPRESS' });
  const executionArn = await api.start(stateMachineArn, { input: '{"a":1}' });
  expect(lines.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'PassStateEntered',
    'PassStateExited',
    'ExecutionSucceeded',
  ]);
  expect(lines[1]).toEqual({
    id: '2',
    type: 'PassStateEntered',
    details: { input: '{"a":1}', inputDetails: { truncated: false }, name: 'Done' },
    redrive_count: '0',
    previous_event_id: '0',
    event_timestamp: '1767323045678',
    execution_arn: executionArn,
  });
});

test('without execution data a line tells names, errors and causes alone', async () => {
  const stateMachineArn = await api.create('m', failing, logging('ALL', false));
  await api.start(stateMachineArn, { input: '{"secret":1}' });
  expect(JSON.stringify(lines)).not.toContain('secret');
  expect(lines[1]?.details).toEqual({ name: 'Stop' });
  expect(lines[2]?.details).toEqual({ error: 'Boom', cause: 'because' });
});

test.each([
  ['ERROR', ['FailStateEntered', 'ExecutionFailed']],
  ['FATAL', ['ExecutionFailed']],
  ['OFF', []],
])('level %s logs %j of an execution that fails', async (level, types) => {
  await api.start(await api.create('m', failing, logging(level)));
  expect(lines.map(({ type }) => type)).toEqual(types);
});

test('a state machine writes to one stream, named after it and the minute', async () => {
  const stateMachineArn = await api.create('m', passing(), logging('ALL'));
  await api.start(stateMachineArn);
  await api.start(stateMachineArn);
  expect(streams).toEqual([expect.stringMatching(/^states\/m\/2026-01-02-03-04\/[0-9a-f]{8}$/)]);
});

test('data that would make a line too long is left out, and told to be', async () => {
  const stateMachineArn = await api.create('m', passing(), { ...logging('ALL'), type: 'EXPRESS' });
  await api.start(stateMachineArn, { input: `"${'x'.repeat(262_000)}"` });
  expect(lines[0]?.details).toEqual({
    roleArn: 'arn:aws:iam::123456789012:role/machine',
    inputDetails: { truncated: true },
  });
});

test('lines are put in batches of at most 1 MiB', async () => {
  const batches: number[] = [];
  api.answers['CloudWatch Logs.PutLogEvents'] = (({
    logEvents,
  }: {
    logEvents: { message: string }[];
  }) => {
    batches.push(logEvents.reduce((sum, { message }) => sum + Buffer.byteLength(message), 0));
    return {};
  }) as never;
  const text = definition({
    A: { Type: 'Pass', Next: 'B' },
    B: { Type: 'Pass', Next: 'C' },
    C: { Type: 'Pass', End: true },
  });
  const stateMachineArn = await api.create('m', text, { ...logging('ALL'), type: 'EXPRESS' });
  await api.start(stateMachineArn, { input: `"${'x'.repeat(250_000)}"` });
  expect(batches.length).toBeGreaterThan(1);
  expect(Math.max(...batches)).toBeLessThan(1_048_576);
});

test('children of a Distributed Map log where their parent does', async () => {
  await api.start(await api.create('m', EACH, logging('ALL')), { input: '[1]' });
  const child = lines.filter(({ execution_arn }) => String(execution_arn).includes('m/each'));
  expect(child.map(({ type }) => type)).toContain('PassStateEntered');
});

test('a role that may not deliver logs is refused at creation', async () => {
  api.denied.add('logs:CreateLogDelivery');
  await expect(api.create('m', passing(), logging('ALL'))).rejects.toThrow(
    /^The state machine IAM Role is not authorized to access the Log Destination/,
  );
});

test('a log group that was deleted meanwhile loses its lines and nothing else', async () => {
  const stateMachineArn = await api.create('m', passing(), logging('ALL'));
  api.answers['CloudWatch Logs.CreateLogStream'] = () => {
    throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  };
  api.answers['CloudWatch Logs.PutLogEvents'] = api.answers['CloudWatch Logs.CreateLogStream'];
  const executionArn = await api.start(stateMachineArn);
  expect(await api.send('DescribeExecution', { executionArn })).toMatchObject({
    status: 'SUCCEEDED',
  });
  expect(api.problems).toEqual([]);
});

test('a log group that takes lines again gets them: a stream is made for it', async () => {
  const stateMachineArn = await api.create('m', passing(), logging('ALL'));
  const { 'CloudWatch Logs.CreateLogStream': create, 'CloudWatch Logs.PutLogEvents': put } =
    api.answers;
  const refuse = (code: string) => () => {
    throw new AwsError(code, 'It takes nothing.');
  };
  api.answers['CloudWatch Logs.CreateLogStream'] = refuse('ServiceUnavailable');
  await api.start(stateMachineArn);
  api.answers['CloudWatch Logs.CreateLogStream'] = create!;
  await api.start(stateMachineArn);
  expect(lines).toHaveLength(4);
  api.answers['CloudWatch Logs.PutLogEvents'] = refuse('ResourceNotFoundException');
  await api.start(stateMachineArn);
  api.answers['CloudWatch Logs.PutLogEvents'] = put!;
  await api.start(stateMachineArn);
  expect(lines).toHaveLength(8);
  expect(streams.length).toBeGreaterThan(1);
  expect(api.problems[0]).toMatchObject({ message: 'It takes nothing.' });
});

test('the traces that a machine would write are asked of its role, and may be denied', async () => {
  const tracing = { tracingConfiguration: { enabled: true } };
  await api.start(await api.create('m', passing(), tracing));
  expect(api.authorized).toContain('XRay xray:PutTraceSegments *');
  api.denied.add('xray:PutTraceSegments');
  const executionArn = await api.start(await api.create('n', passing(), tracing));
  expect(await api.send('DescribeExecution', { executionArn })).toMatchObject({
    status: 'SUCCEEDED',
  });
});

interface StatusEntry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Resources: string[];
  readonly Detail: string;
}

function sentEvents(): StatusEntry[] {
  return api.calls
    .filter(({ operation }) => operation === 'EventBridge.PutEvents')
    .map(({ input }) => (input as unknown as { Entries: [StatusEntry] }).Entries[0]);
}

test('changes of status of Standard executions go to the event bus', async () => {
  api.answers['EventBridge.PutEvents'] = () => ({});
  const stateMachineArn = await api.create('m');
  const executionArn = await api.start(stateMachineArn, { name: 'run', input: '{"a":1}' });
  const events = sentEvents();
  expect(events.map(({ Detail }) => JSON.parse(Detail).status)).toEqual(['RUNNING', 'SUCCEEDED']);
  expect(events[1]).toMatchObject({
    Source: 'aws.states',
    DetailType: 'Step Functions Execution Status Change',
    Resources: [executionArn],
  });
  expect(JSON.parse(events[1]!.Detail)).toEqual({
    executionArn,
    stateMachineArn,
    name: 'run',
    status: 'SUCCEEDED',
    startDate: 1_767_323_045_678,
    stopDate: 1_767_323_045_678,
    input: '{"a":1}',
    output: '{"done":true}',
    stateMachineVersionArn: null,
    stateMachineAliasArn: null,
    redriveCount: 0,
    redriveDate: null,
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    inputDetails: { included: true },
    outputDetails: { included: true },
    error: null,
    cause: null,
  });
  expect(api.calls.at(-1)?.principal).toMatchObject({ service: 'states.amazonaws.com' });
});

test('Express executions send no status events', async () => {
  api.answers['EventBridge.PutEvents'] = () => ({});
  await api.start(await api.create('m', passing(), { type: 'EXPRESS' }));
  expect(sentEvents()).toEqual([]);
});

test('a cloud without EventBridge is asked once and then left alone', async () => {
  api.answers['EventBridge.PutEvents'] = () => {
    throw notSupported('EventBridge', 'the operation PutEvents');
  };
  const stateMachineArn = await api.create('m', waiting(1));
  await api.start(stateMachineArn);
  await api.start(stateMachineArn);
  await api.clock.advance(1000);
  expect(sentEvents()).toHaveLength(1);
  expect(api.problems).toEqual([]);
});

test.each([
  [passing(), 'ExecutionsSucceeded'],
  [failing, 'ExecutionsFailed'],
])('executions are measured by their state machine: how many, how long', async (text, name) => {
  const StateMachineArn = await api.create('m', text);
  await api.start(StateMachineArn);
  const common = { namespace: 'AWS/States', dimensions: { StateMachineArn } };
  expect(api.metrics).toEqual([
    { ...common, name: 'ExecutionsStarted', value: 1, unit: 'Count' },
    { ...common, name, value: 1, unit: 'Count' },
    { ...common, name: 'ExecutionTime', value: 0, unit: 'Milliseconds' },
  ]);
});

test('executions that are stopped and that run out of time are measured apart', async () => {
  const timed = definition(
    { Hold: { Type: 'Wait', Seconds: 60, End: true } },
    { TimeoutSeconds: 5 },
  );
  await api.start(await api.create('timed', timed));
  const executionArn = await api.start(await api.create('m', waiting(60)));
  await api.send('StopExecution', { executionArn });
  await api.clock.advance(5000);
  const names = api.metrics.map(({ name, value }) => `${name} ${value}`);
  expect(names).toContain('ExecutionsAborted 1');
  expect(names).toContain('ExecutionsTimedOut 1');
  expect(names).toContain('ExecutionTime 5000');
});

test('the children of a Map Run are measured together', async () => {
  const machine = await api.create('m', EACH);
  await api.start(machine, { input: '[1,2,3]' });
  const ofChildren = api.metrics.filter(
    ({ dimensions }) => dimensions.StateMachineArn === `${machine}/each`,
  );
  expect(ofChildren.map(({ name, value, count }) => ({ name, value, count }))).toEqual([
    { name: 'ExecutionsStarted', value: 1, count: 3 },
    { name: 'ExecutionsSucceeded', value: 1, count: 3 },
    { name: 'ExecutionTime', value: 0, count: 3 },
  ]);
});
