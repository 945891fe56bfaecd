import type { PipeTargetParameters } from '@aws-sdk/client-pipes';
import { expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { type Call, send } from './targets.ts';

const at = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:123456789012:${resource}`;
const NOW = Date.parse('2030-06-01T12:00:00Z');

const message = (body: object) => ({ eventSource: 'aws:sqs', body: JSON.stringify(body) });

/** Sends `{"n":1}` and `{"n":2}`: what was called, and what is said to have become of them. */
async function sent(arn: string, parameters: PipeTargetParameters, answer: object = {}) {
  const calls: object[] = [];
  const call = (async (sdkId: string, operation: string, input: object) => {
    calls.push({ [`${sdkId}:${operation}`]: input });
    if (answer instanceof AwsError) throw answer;
    return answer;
  }) as Call;
  const items = [1, 2].map((n) => ({
    event: message({ n, group: `g-${n}`, at: NOW - n }),
    text: `{"n":${n}}`,
  }));
  const to = { call, arn, pipeName: 'tea', sourceKind: 'aws:sqs', now: NOW };
  const result = await send({ ...to, parameters, items });
  return { call: calls[0], result };
}

test('a queue gets messages by tens, in groups that paths name', async () => {
  const SqsQueueParameters = {
    MessageGroupId: '$.body.group',
    MessageDeduplicationId: '$.body.n',
  };
  const Failed = [{ Id: '1', Code: 'InternalError', Message: 'Again, please' }];
  expect(await sent(at('sqs', 'tea.fifo'), { SqsQueueParameters }, { Failed })).toEqual({
    call: {
      'SQS:SendMessageBatch': {
        QueueUrl: 'tea.fifo',
        Entries: [
          { Id: '0', MessageBody: '{"n":1}', MessageGroupId: 'g-1', MessageDeduplicationId: '1' },
          { Id: '1', MessageBody: '{"n":2}', MessageGroupId: 'g-2', MessageDeduplicationId: '2' },
        ],
      },
    },
    result: { failed: [{ index: 1, why: new AwsError('InternalError', 'Again, please') }] },
  });
});

test('a topic gets messages by tens', async () => {
  expect(await sent(at('sns', 'tea'), {})).toEqual({
    call: {
      'SNS:PublishBatch': {
        TopicArn: at('sns', 'tea'),
        PublishBatchRequestEntries: [
          { Id: '0', Message: '{"n":1}' },
          { Id: '1', Message: '{"n":2}' },
        ],
      },
    },
    result: { failed: [] },
  });
});

test('a bus gets events that tell their pipe, where nothing else is said', async () => {
  const bus = at('events', 'event-bus/tea');
  const Entries = [{ EventId: 'a' }, { ErrorCode: 'InternalFailure', ErrorMessage: 'No' }];
  const { call, result } = await sent(bus, {}, { Entries });
  const event = { EventBusName: bus, Source: 'Pipe tea', DetailType: 'Event from aws:sqs' };
  expect(call).toEqual({
    'EventBridge:PutEvents': {
      Entries: [
        { ...event, Detail: '{"n":1}', Resources: [] },
        { ...event, Detail: '{"n":2}', Resources: [] },
      ],
    },
  });
  const why = new AwsError('InternalFailure', 'No');
  expect(result).toEqual({ failed: [{ index: 1, why }] });
});

test('a bus gets events with what paths lead to', async () => {
  const EventBridgeEventBusParameters = {
    ...{ Source: 'shop', DetailType: '$.body.group', Resources: ['$.body.group', 'r'] },
    Time: '$.body.at',
  };
  const bus = at('events', 'event-bus/tea');
  const { call } = await sent(bus, { EventBridgeEventBusParameters }, { Entries: [] });
  expect(call).toMatchObject({
    'EventBridge:PutEvents': {
      Entries: [
        {
          ...{ Source: 'shop', DetailType: 'g-1', Resources: ['g-1', 'r'] },
          Time: new Date(NOW - 1),
        },
        { DetailType: 'g-2' },
      ],
    },
  });
});

test('a stream gets records by the partition keys that a path names', async () => {
  const KinesisStreamParameters = { PartitionKey: '$.body.group' };
  const Records = [{ ErrorCode: 'InternalFailure', ErrorMessage: 'No' }, {}];
  expect(await sent(at('kinesis', 'stream/tea'), { KinesisStreamParameters }, { Records })).toEqual(
    {
      call: {
        'Kinesis:PutRecords': {
          StreamARN: at('kinesis', 'stream/tea'),
          Records: [
            { Data: Buffer.from('{"n":1}'), PartitionKey: 'g-1' },
            { Data: Buffer.from('{"n":2}'), PartitionKey: 'g-2' },
          ],
        },
      },
      result: { failed: [{ index: 0, why: new AwsError('InternalFailure', 'No') }] },
    },
  );
});

test('a log stream gets events in the order of their times', async () => {
  const CloudWatchLogsParameters = { LogStreamName: 'tea', Timestamp: '$.body.at' };
  const { call } = await sent(at('logs', 'log-group:/tea:*'), { CloudWatchLogsParameters });
  expect(call).toEqual({
    'CloudWatch Logs:PutLogEvents': {
      ...{ logGroupName: '/tea', logStreamName: 'tea' },
      logEvents: [
        { timestamp: NOW - 2, message: '{"n":2}' },
        { timestamp: NOW - 1, message: '{"n":1}' },
      ],
    },
  });
});

test('a state machine gets a list, and a function that nobody waits for, too', async () => {
  const machine = at('states', 'stateMachine:tea');
  const FIRE_AND_FORGET = { InvocationType: 'FIRE_AND_FORGET' } as const;
  const { call, result } = await sent(machine, {
    StepFunctionStateMachineParameters: FIRE_AND_FORGET,
  });
  expect(call).toEqual({
    'SFN:StartExecution': { stateMachineArn: machine, input: '[{"n":1},{"n":2}]' },
  });
  expect(result).toEqual({ answer: 'null' });
  const brew = at('lambda', 'function:brew');
  const invoked = await sent(brew, { LambdaFunctionParameters: FIRE_AND_FORGET });
  expect(invoked.call).toMatchObject({ 'Lambda:Invoke': { InvocationType: 'Event' } });
});

test('an Express execution that does not succeed fails, and a Standard machine is not waited for', async () => {
  const machine = at('states', 'stateMachine:tea');
  const failed = { status: 'FAILED', error: 'Shop.Closed', cause: 'Sunday' };
  await expect(sent(machine, {}, failed)).rejects.toThrow(
    'The execution ended with FAILED: Shop.Closed: Sunday',
  );
  const refused = new AwsError('StateMachineTypeNotSupported', 'This operation is not supported');
  await expect(sent(machine, {}, refused)).rejects.toThrow(
    'as its target a Standard state machine takes the InvocationType FIRE_AND_FORGET.',
  );
});

test.each([
  ['a state machine', at('states', 'stateMachine:tea'), 'InvalidExecutionInput'],
  ['a function', at('lambda', 'function:brew'), 'InvalidRequestContentException'],
])('how a template is written is told where %s is sent no JSON', async (_, arn, code) => {
  const refused = new AwsError(code, 'Unexpected character');
  await expect(sent(arn, {}, refused)).rejects.toThrow('write {"body": <$.body>}');
});
