import { InvokeCommand, type InvokeCommandOutput, LambdaClient } from '@aws-sdk/client-lambda';
import { SendTaskFailureCommand, SFNClient, TaskTimedOut } from '@aws-sdk/client-sfn';
import type { SQSEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler } from './ask-approver.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.REQUEST_APPROVAL_FUNCTION = 'request-approval';
});

const lambda = mockClient(LambdaClient);
const stepFunctions = mockClient(SFNClient);
let logs: () => string;
beforeEach(() => {
  lambda.reset();
  stepFunctions.reset();
  logs = captureLogs();
});

const question = {
  taskToken: 'a-token',
  workflow: 'order-fulfilment',
  execution: 'run-1',
  requestedAt: '2030-01-01T10:00:00.000Z',
  validForSeconds: 86_400,
  topicArn: 'arn:topic',
  title: 'Order o-1',
  facts: { Total: '600.00 USD' },
  choices: [{ value: 'approve', label: 'Approve' }],
};

const ask = (body: unknown = question) =>
  handler(
    { Records: [{ messageId: 'm-1', body: JSON.stringify(body) }] } as unknown as SQSEvent,
    lambdaContext(),
  );

function failing(errorType: string) {
  const text = JSON.stringify({ errorType, errorMessage: 'Why.' });
  const Payload = Buffer.from(text) as Uint8Array as InvokeCommandOutput['Payload'];
  lambda.on(InvokeCommand).resolves({ FunctionError: 'Unhandled', Payload });
}

test('a question is handed on as it is, and its token is not logged', async () => {
  lambda.on(InvokeCommand).resolves({});
  expect(await ask()).toEqual({ batchItemFailures: [] });
  const [call] = lambda.commandCalls(InvokeCommand);
  expect(call!.args[0].input.FunctionName).toBe('request-approval');
  expect(JSON.parse(String(call!.args[0].input.Payload))).toEqual(question);
  expect(logs()).toContain('run-1');
  expect(logs()).not.toContain('a-token');
});

test('that there is nobody to ask is told to the state that waits', async () => {
  failing('NobodyToAsk');
  expect(await ask()).toEqual({ batchItemFailures: [] });
  const [call] = stepFunctions.commandCalls(SendTaskFailureCommand);
  expect(call!.args[0].input).toEqual({
    taskToken: 'a-token',
    error: 'NobodyToAsk',
    cause: 'Why.',
  });
});

test('a state that waits no more need not be told', async () => {
  failing('NobodyToAsk');
  stepFunctions
    .on(SendTaskFailureCommand)
    .rejects(new TaskTimedOut({ message: 'Task Timed Out', $metadata: {} }));
  expect(await ask()).toEqual({ batchItemFailures: [] });
});

test.each([
  ['request-approval fails in another way', () => failing('TypeError')],
  ['it cannot be called', () => lambda.on(InvokeCommand).rejects(new Error('away'))],
  [
    'the state cannot be told',
    () => {
      failing('NobodyToAsk');
      stepFunctions.on(SendTaskFailureCommand).rejects(new Error('away'));
    },
  ],
])('the question stays in the queue where %s', async (_, broken) => {
  broken();
  await expect(ask()).rejects.toThrow();
  expect(logs()).not.toContain('a-token');
});

test('a message that is no question is left for its dead-letter queue', async () => {
  await expect(ask({ taskToken: 'a-token' })).rejects.toThrow();
  expect(lambda.commandCalls(InvokeCommand)).toEqual([]);
});
