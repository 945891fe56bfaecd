import { expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { TestWorld } from './testing.ts';

const SYNC = 'arn:aws:states:::states:startExecution.sync';
const RUN = 'arn:aws:states:us-east-1:123456789012:execution:child:run';

function nested(end: object) {
  let ended = false;
  const world = new TestWorld({
    'SFN.StartExecution': () => ({ executionArn: RUN, startDate: new Date(1000) }),
    'SFN.DescribeExecution': () => ({
      executionArn: RUN,
      name: 'run',
      input: '{"a":1}',
      inputDetails: { included: true },
      status: 'RUNNING',
      startDate: new Date(1000),
      ...(ended && end),
    }),
    'SFN.StopExecution': () => ({ stopDate: new Date(2000) }),
  });
  const finish = async () => {
    ended = true;
    world.ended.get(RUN)?.();
    await world.clock.idle();
  };
  return { world, finish };
}

test('a nested execution is awaited by its end, not by looking again and again', async () => {
  const { world, finish } = nested({ status: 'SUCCEEDED', output: '{"b":2}' });
  const seen = await world.start(SYNC, { StateMachineArn: 'arn' });
  expect(seen.told).toEqual(['started', 'submitted']);
  expect(world.clock.nextDue).toBeUndefined();
  await finish();
  expect(seen.told).toEqual(['started', 'submitted', 'succeeded']);
  expect(seen.output).toEqual({
    ExecutionArn: RUN,
    Input: '{"a":1}',
    InputDetails: { Included: true },
    Name: 'run',
    Output: '{"b":2}',
    StartDate: 1000,
    Status: 'SUCCEEDED',
  });
});

test('with .sync:2 input and output are parsed', async () => {
  const { world, finish } = nested({ status: 'SUCCEEDED', output: '{"b":2}' });
  const seen = await world.start(`${SYNC}:2`, { StateMachineArn: 'arn' });
  await finish();
  expect(seen.output).toMatchObject({ Input: { a: 1 }, Output: { b: 2 } });
  expect(Object.keys(seen.output as object)).toEqual(Object.keys(seen.output as object).sort());
});

test.each(['FAILED', 'TIMED_OUT', 'ABORTED'])(
  'a nested execution that ended %s fails the task with its description',
  async (status) => {
    const { world, finish } = nested({ status, error: 'Boom' });
    const seen = await world.start(SYNC, { StateMachineArn: 'arn' });
    await finish();
    expect(seen.failure?.error).toBe('States.TaskFailed');
    expect(JSON.parse(seen.failure!.cause!)).toMatchObject({ Error: 'Boom', Status: status });
  },
);

test('a nested execution is stopped when its result is not wanted any more', async () => {
  const { world } = nested({});
  const seen = await world.start(SYNC, { StateMachineArn: 'arn' });
  seen.cancel('aborted');
  await world.clock.idle();
  expect(world.calls.at(-1)).toMatchObject({
    operation: 'SFN.StopExecution',
    input: { executionArn: RUN },
  });
  expect(seen.told).toEqual(['started', 'submitted']);
});

test('a job that cannot be started failed to submit', async () => {
  const world = new TestWorld({
    'SFN.StartExecution': () => {
      throw new AwsError('ExecutionAlreadyExists', 'There is one.');
    },
  });
  const seen = await world.start(SYNC, { StateMachineArn: 'arn' });
  expect(seen.failure).toMatchObject({
    error: 'StepFunctions.ExecutionAlreadyExistsException',
    phase: 'submit',
  });
});

test('a job whose description fails fails the task', async () => {
  const world = new TestWorld({
    'SFN.StartExecution': () => ({ executionArn: RUN }),
    'SFN.DescribeExecution': () => {
      throw new AwsError('ExecutionDoesNotExist', 'Gone.');
    },
  });
  const seen = await world.start(SYNC, { StateMachineArn: 'arn' });
  world.ended.get(RUN)?.();
  await world.clock.idle();
  expect(seen.failure?.error).toBe('StepFunctions.ExecutionDoesNotExistException');
});
