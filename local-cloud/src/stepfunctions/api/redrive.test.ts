import { beforeEach, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { definition, TestApi } from './testing.ts';

const QUEUE = 'https://sqs.us-east-1.amazonaws.com/123456789012/work';
let api: TestApi;
let broken: boolean;
beforeEach(() => {
  api = new TestApi();
  broken = true;
  api.answers['SQS.SendMessage'] = () => {
    if (broken) throw new AwsError('QueueDoesNotExist', 'The queue does not exist.');
    return { MessageId: 'm' };
  };
});

const sending = definition({
  First: { Type: 'Pass', Result: { ready: true }, Next: 'Send' },
  Send: {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage',
    Parameters: { QueueUrl: QUEUE, 'MessageBody.$': '$' },
    ResultPath: null,
    End: true,
  },
});

async function types(executionArn: string): Promise<string[]> {
  const { events } = await api.send<{ events: { type: string }[] }>('GetExecutionHistory', {
    executionArn,
  });
  return events.map(({ type }) => type);
}

test('a redriven execution goes on where it failed, in the same history', async () => {
  const executionArn = await api.start(await api.create('sending', sending));
  expect((await types(executionArn)).at(-1)).toBe('ExecutionFailed');
  broken = false;
  await api.clock.advance(1000);
  const redriven = await api.send('RedriveExecution', { executionArn });
  await api.clock.idle();
  expect(redriven).toEqual({ redriveDate: new Date('2026-01-02T03:04:06.678Z') });
  expect(await api.send('DescribeExecution', { executionArn })).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"ready":true}',
    redriveCount: 1,
    redriveDate: new Date('2026-01-02T03:04:06.678Z'),
  });
  const after = await types(executionArn);
  expect(after).toContain('ExecutionRedriven');
  expect(after.filter((type) => type === 'PassStateEntered')).toHaveLength(1);
});

test('the same client token redrives once', async () => {
  const executionArn = await api.start(await api.create('sending', sending));
  const first = await api.send('RedriveExecution', { executionArn, clientToken: 'once' });
  await api.clock.advance(1000);
  expect(await api.send('RedriveExecution', { executionArn, clientToken: 'once' })).toEqual(first);
  expect(await api.send('DescribeExecution', { executionArn })).toMatchObject({ redriveCount: 1 });
});

test('a client token with blanks is refused', async () => {
  const executionArn = await api.start(await api.create('sending', sending));
  const refusal = await api.refusal('RedriveExecution', { executionArn, clientToken: 'a b' });
  expect(refusal.message).toContain("Value 'a b' at 'clientToken' failed to satisfy constraint");
});

test('a fork goes on from a state of an old execution with what that knew there', async () => {
  const executionArn = await api.start(await api.create('sending', sending));
  broken = false;
  const forked = api.service.fork(executionArn, { state: 'Send', name: 'again' });
  await api.clock.idle();
  expect(forked.arn).toMatch(/:execution:sending:again$/);
  expect(await api.send('DescribeExecution', { executionArn: forked.arn })).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"ready":true}',
  });
  const entered = (await types(forked.arn)).filter((type) => type === 'PassStateEntered');
  expect(entered).toHaveLength(1);
});

test('a fork may begin with another input', async () => {
  const executionArn = await api.start(await api.create('sending', sending));
  broken = false;
  const forked = api.service.fork(executionArn, { state: 'Send', input: '{"other":1}' });
  await api.clock.idle();
  expect(forked.output).toBe('{"other":1}');
});

test('a fork names the states there are for one that was not entered', async () => {
  const executionArn = await api.start(await api.create('sending', sending));
  expect(() => api.service.fork(executionArn, { state: 'Gone' })).toThrow(
    "has not entered the state 'Gone'",
  );
  expect(() => api.service.fork(executionArn, { state: 'Send', input: 'no' })).toThrow(AwsError);
  expect(() => api.service.fork(`${executionArn}x`, { state: 'Send' })).toThrow(
    'Execution Does Not Exist',
  );
});

test('a fork of an Express execution is refused, for there is no history, with what to do', () => {
  const arn = 'arn:aws:states:us-east-1:123456789012:express:sending:one:1';
  expect(() => api.service.fork(arn, { state: 'Send' })).toThrow(
    /cannot be forked.*keep no history.*Start its state machine again with the same input/s,
  );
});

test('an execution of a state machine that is being deleted is not redriven', async () => {
  const text = definition({
    Hold: { Type: 'Wait', Seconds: 60, Next: 'Stop' },
    Stop: { Type: 'Fail', Error: 'Boom' },
  });
  const stateMachineArn = await api.create('stopping', text);
  const executionArn = await api.start(stateMachineArn);
  await api.clock.advance(60_000);
  await api.start(stateMachineArn);
  await api.send('DeleteStateMachine', { stateMachineArn });
  expect(await api.refusal('RedriveExecution', { executionArn })).toEqual({
    code: 'ExecutionNotRedrivable',
    message: 'State machine is in DELETING status',
  });
});
