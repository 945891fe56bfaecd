import { SFNClient, StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
import type { KinesisStreamEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler } from './start-pipeline.ts';

const stateMachineArn = vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.STATE_MACHINE_ARN = 'arn:aws:states:us-east-1:123456789012:stateMachine:pipeline';
  return process.env.STATE_MACHINE_ARN;
});

const stepFunctions = mockClient(SFNClient);
/** How the executions of events end, by the event's id; SUCCEEDED where nothing is said. */
let ends: Record<string, object>;
/** The events whose execution has begun, and ended. */
let trace: string[];
let logs: () => string;

beforeEach(() => {
  ends = {};
  trace = [];
  stepFunctions.reset();
  stepFunctions.on(StartSyncExecutionCommand).callsFake(async ({ input }) => {
    const { eventId } = JSON.parse(input);
    trace.push(`${eventId} begins`);
    await new Promise(setImmediate);
    trace.push(`${eventId} ends`);
    return ends[eventId] ?? { status: 'SUCCEEDED' };
  });
  logs = captureLogs();
});

const delivery = (eventId: string) => ({
  eventId,
  source: 'trip-a',
  receivedAt: '2030-01-01T12:00:00.000Z',
  body: '{"name": "Sam"}',
});

/** Records of a shard: each a partition key and the id of its event, or any other text. */
function batch(...records: readonly (readonly [key: string, id: string])[]): KinesisStreamEvent {
  const Records = records.map(([partitionKey, id], at) => ({
    kinesis: {
      partitionKey,
      sequenceNumber: String(at + 1),
      data: Buffer.from(id.startsWith('e') ? JSON.stringify(delivery(id)) : id).toString('base64'),
    },
  }));
  return { Records } as KinesisStreamEvent;
}

async function failures(event: KinesisStreamEvent, remainingMs = 900_000) {
  const { batchItemFailures } = await handler(event, lambdaContext(remainingMs));
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort();
}

test('each record is one execution under the id of its event, with the event alone', async () => {
  expect(await failures(batch(['a', 'e/1.x']))).toEqual([]);
  const [start] = stepFunctions.commandCalls(StartSyncExecutionCommand);
  expect(start!.args[0].input).toEqual({
    stateMachineArn,
    name: 'e-1-x',
    input: JSON.stringify(delivery('e/1.x')),
  });
});

test('a customer waits for the end of the event before, and for nobody else', async () => {
  expect(await failures(batch(['a', 'e1'], ['a', 'e2'], ['b', 'e3']))).toEqual([]);
  const order = (...steps: string[]) => steps.map((step) => trace.indexOf(step));
  expect(order('e1 begins', 'e3 begins', 'e1 ends')).toEqual([0, 1, 2]);
  expect(trace.indexOf('e2 begins')).toBeGreaterThan(trace.indexOf('e1 ends'));
});

test.each([
  ['FAILED', 'EventFailed'],
  ['TIMED_OUT', 'States.Timeout'],
])(
  'an execution that ends as %s leaves its event and those behind it in the stream',
  async (status, error) => {
    ends.e2 = { status, error };
    const event = batch(['b', 'e1'], ['a', 'e2'], ['a', 'e3'], ['b', 'e4']);
    expect(await failures(event)).toEqual(['2', '3']);
    expect(trace).not.toContain('e3 begins');
    expect(trace).toContain('e4 ends');
  },
);

test('a parked event is dealt with: those behind it go on', async () => {
  ends.e1 = { status: 'FAILED', error: 'EventParked' };
  expect(await failures(batch(['a', 'e1'], ['a', 'e2']))).toEqual([]);
  expect(trace).toContain('e2 ends');
});

test.each(['no webhook', '{}', '{"eventId": 7}', ''])(
  'a record of %j is left in the stream with what is behind it, and not repeated in the log',
  async (text) => {
    expect(await failures(batch(['b', 'e1'], ['a', text], ['a', 'e2']))).toEqual(['2', '3']);
    expect(trace).not.toContain('e2 begins');
    if (text !== '') expect(logs()).not.toContain(`"${text}`);
  },
);

test('where the first record is among them the function fails, for Lambda to cut the batch', async () => {
  const event = batch(['a', 'no webhook'], ['b', 'e1']);
  await expect(failures(event)).rejects.toThrow('The record 1 failed');
  expect(trace).toContain('e1 ends');
});

test('what Step Functions refuses is left in the stream', async () => {
  stepFunctions
    .on(StartSyncExecutionCommand, { name: 'e2' })
    .rejects(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }));
  expect(await failures(batch(['b', 'e1'], ['a', 'e2']))).toEqual(['2']);
});

test('no execution is begun that could outlast the function', async () => {
  await expect(failures(batch(['a', 'e1']), 249_999)).rejects.toThrow('The record 1 failed');
  expect(trace).toEqual([]);
  expect(await failures(batch(['a', 'e1']), 250_000)).toEqual([]);
});

test('logs say which event ended how, and nothing of what is in it', async () => {
  await failures(batch(['customer', 'e1'], ['customer', 'no webhook']));
  expect(logs()).toContain('e1');
  expect(logs()).not.toMatch(/Sam|customer/);
});
