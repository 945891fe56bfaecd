import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { definition, TestApi } from './testing.ts';

const QUEUE = 'https://sqs.us-east-1.amazonaws.com/123456789012/work';

/** A task of a service that is not served. */
const ask = (more: JsonObject = {}): JsonObject => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::bedrock:invokeModel',
  Parameters: { ModelId: 'any' },
  End: true,
  ...more,
});

const retry = { Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 9 }] };
const busy = { Throw: { Error: 'Busy', Cause: 'Try again.' } };

const returning = (...answers: Json[]): JsonObject =>
  Object.fromEntries(answers.map((Return, index) => [index, { Return }]));

/** Of the state machine `asking`: a test case `One`, whose states are answered so. */
const answering = (answers: JsonObject, ...others: string[]): JsonObject => ({
  StateMachines: {
    asking: {
      TestCases: {
        One: Object.fromEntries(['Ask', ...others].map((state) => [state, 'Answers'])),
      },
    },
  },
  MockedResponses: { Answers: answers },
});

interface Event {
  readonly type: string;
  readonly [details: string]: unknown;
}

async function look(api: TestApi, executionArn: string) {
  const told = await api.send<JsonObject>('DescribeExecution', { executionArn });
  const { events } = await api.send<{ events: Event[] }>('GetExecutionHistory', { executionArn });
  return { told, events, types: events.map(({ type }) => type) };
}

/** Runs these states by that test case, past all retries. */
async function run(api: TestApi, states: JsonObject, input: Json = {}) {
  const arn = await api.create('asking', definition(states));
  const executionArn = await api.start(`${arn}#One`, { input: JSON.stringify(input) });
  while (await api.clock.next()) await api.clock.idle();
  return { executionArn, ...(await look(api, executionArn)) };
}

describe('the history of a mocked task', () => {
  const steps = (types: string[]) =>
    types.slice(types.indexOf('TaskStateEntered') + 1, types.indexOf('TaskStateExited'));

  test.each<[string, JsonObject, string[]]>([
    ['a call', {}, ['TaskScheduled', 'TaskStarted', 'TaskSucceeded']],
    [
      'a job',
      {
        Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
        Parameters: { QueryString: 'SELECT 1' },
      },
      ['TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded'],
    ],
    [
      'a callback, which ends by itself,',
      {
        Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        Parameters: { QueueUrl: QUEUE, 'MessageBody.$': '$$.Task.Token' },
      },
      ['TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded'],
    ],
    [
      'a function',
      { Resource: 'arn:aws:lambda:us-east-1:123456789012:function:none' },
      ['LambdaFunctionScheduled', 'LambdaFunctionStarted', 'LambdaFunctionSucceeded'],
    ],
    [
      'an activity that is not there',
      { Resource: 'arn:aws:states:us-east-1:123456789012:activity:none' },
      ['ActivityScheduled', 'ActivityStarted', 'ActivitySucceeded'],
    ],
    [
      'an operation that does not take these parameters',
      {
        Resource: 'arn:aws:states:::aws-sdk:sqs:sendMessage',
        Parameters: { QueueUrl: QUEUE, 'MessageBody.$': '$' },
      },
      ['TaskScheduled', 'TaskStarted', 'TaskSucceeded'],
    ],
  ])('on %s is as of a real one', async (_what, state, types) => {
    const api = TestApi.mocked(answering(returning({ said: [1, null] })));
    const ran = await run(api, { Ask: ask(state) });
    expect(ran.told).toMatchObject({ status: 'SUCCEEDED', output: '{"said":[1,null]}' });
    expect(steps(ran.types)).toEqual(types);
    expect(api.calls.filter(({ principal }) => principal.kind !== 'service')).toEqual([]);
  });

  test('that throws tells the error and its cause, and is caught by it', async () => {
    const api = TestApi.mocked(answering({ 0: busy }));
    const Catch = [{ ErrorEquals: ['Busy'], Next: 'Later' }];
    const ran = await run(api, { Ask: ask({ Catch }), Later: { Type: 'Succeed' } });
    const failed = ran.events.find(({ type }) => type === 'TaskFailed');
    expect(failed).toMatchObject({
      taskFailedEventDetails: { error: 'Busy', cause: 'Try again.', resourceType: 'bedrock' },
    });
    expect(ran.told.output).toBe('{"Error":"Busy","Cause":"Try again."}');
  });
});

describe('the responses of a state', () => {
  test('are taken one for each attempt, ranges included', async () => {
    const api = TestApi.mocked(answering({ 0: busy, '1-2': busy, 3: { Return: 'at last' } }));
    const ran = await run(api, { Ask: ask(retry) });
    expect(ran.told).toMatchObject({ status: 'SUCCEEDED', output: '"at last"' });
    expect(ran.types.filter((type) => type === 'TaskFailed')).toHaveLength(3);
  });

  test('go on from one iteration of a Map to the next, and where a state is entered again', async () => {
    const api = TestApi.mocked(answering({ 0: busy, 1: { Return: 'a' }, 2: { Return: 'b' } }));
    const each: JsonObject = {
      Type: 'Map',
      ItemProcessor: { StartAt: 'Ask', States: { Ask: ask(retry) } },
      MaxConcurrency: 1,
      End: true,
    };
    expect((await run(api, { Each: each }, [1, 2])).told.output).toBe('["a","b"]');
    const again = TestApi.mocked(answering(returning('again', 'done')));
    const Choices = [{ Variable: '$', StringEquals: 'again', Next: 'Ask' }];
    const { End: _, ...asking } = ask({ Next: 'Enough' });
    const looping = { Ask: asking, Enough: { Type: 'Choice', Choices, Default: 'Yes' } };
    const ran = await run(again, { ...looping, Yes: { Type: 'Succeed' } });
    expect(ran.told).toMatchObject({ status: 'SUCCEEDED', output: '"done"' });
  });

  test('that are used up end the execution, past every Retry and Catch, and say of what', async () => {
    const api = TestApi.mocked(answering({ '0-1': busy }));
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Later' }];
    const Retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: 9 }];
    const ran = await run(api, { Ask: ask({ Retry, Catch }), Later: { Type: 'Succeed' } });
    expect(ran.told).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: `The test case 'One' has 2 mocked responses for the state 'Ask', and all of them are used up: add "2" to 'Answers' in MockedResponses.`,
    });
    expect(ran.types.slice(-3)).toEqual(['TaskScheduled', 'TaskFailed', 'ExecutionFailed']);
  });

  test('belong to one execution: another begins with the first', async () => {
    const api = TestApi.mocked(answering(returning('first', 'second')));
    expect((await run(api, { Ask: ask() })).told.output).toBe('"first"');
    expect((await run(api, { Ask: ask() })).told.output).toBe('"first"');
  });

  test('go on where the execution is redriven, and begin anew in a fork', async () => {
    const api = TestApi.mocked(answering({ 0: busy, 1: { Return: 'second' } }));
    const { executionArn } = await run(api, { Ask: ask() });
    const forked = api.service.fork(executionArn, { state: 'Ask' });
    await api.send('RedriveExecution', { executionArn });
    await api.clock.idle();
    expect(await look(api, executionArn)).toMatchObject({ told: { output: '"second"' } });
    expect(forked).toMatchObject({ status: 'FAILED', error: 'Busy' });
  });

  test('are counted by each child of a Distributed Map for itself', async () => {
    const api = TestApi.mocked(answering({ 0: busy, 1: { Return: 'mine' } }));
    const ItemProcessor = {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'Ask',
      States: { Ask: ask(retry) },
    };
    const ran = await run(api, { Each: { Type: 'Map', ItemProcessor, End: true } }, [1, 2, 3]);
    expect(ran.told).toMatchObject({ status: 'SUCCEEDED', output: '["mine","mine","mine"]' });
  });

  test('are not taken by an attempt that a fault strikes, unless its answer alone is lost', async () => {
    const api = TestApi.mocked(answering(returning('first', 'second', 'third')));
    const state = ask({ Retry: [{ ErrorEquals: ['States.ALL'] }] });
    const fault = { state: 'Ask', attempts: [1], error: 'Broken' };
    await api.create('asking', definition({ Ask: state }));
    api.service.setFaults([fault]);
    expect((await run(api, { Ask: state })).told.output).toBe('"first"');
    api.service.setFaults([{ ...fault, answerLost: true }]);
    expect((await run(api, { Ask: state })).told.output).toBe('"second"');
  });
});

test('a state that the test case does not name calls its service', async () => {
  const api = TestApi.mocked(answering(returning('mocked')));
  api.answers['SQS.SendMessage'] = () => ({ MessageId: 'm' });
  const Parameters = { QueueUrl: QUEUE, 'MessageBody.$': '$' };
  const send = ask({ Resource: 'arn:aws:states:::aws-sdk:sqs:sendMessage', Parameters });
  const { End: _, ...first } = ask({ Next: 'Send' });
  const ran = await run(api, { Ask: first, Send: send });
  expect(ran.told).toMatchObject({ status: 'SUCCEEDED', output: '{"MessageId":"m"}' });
  expect(api.calls.at(-1)).toMatchObject({
    operation: 'SQS.SendMessage',
    input: { MessageBody: 'mocked' },
  });
});

test('what is saved goes on in a cloud without mocks with the responses that are left', async () => {
  const answers = { '0-1': busy, 2: { Return: { $map: 'kept' } } };
  const Retry = [{ ErrorEquals: ['Busy'], MaxAttempts: 2 }];
  const api = TestApi.mocked(answering(answers, 'Ask Each'));
  const ItemProcessor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'Ask Each',
    States: { 'Ask Each': ask({ Retry }) },
  };
  const arn = await api.create(
    'asking',
    definition({
      Both: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'Ask', States: { Ask: ask({ Retry }) } },
          { StartAt: 'Each', States: { Each: { Type: 'Map', ItemProcessor, End: true } } },
        ],
        End: true,
      },
    }),
  );
  const executionArn = await api.start(`${arn}#One`, { input: '[1]' });
  await api.clock.next();
  const after = await api.moved();
  while (await after.clock.next()) await after.clock.idle();
  const { told } = await look(after, executionArn);
  expect(told).toMatchObject({
    status: 'SUCCEEDED',
    output: '[{"$map":"kept"},[{"$map":"kept"}]]',
  });
});
