import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { StatesError } from '../errors.ts';
import { only, output, TestBench, types } from '../execution/testing/bench.ts';
import type { TaskObserver } from '../ports.ts';

const LAMBDA = 'arn:aws:lambda:us-east-1:123456789012:function:f';
const CALLBACK: JsonObject = {
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Parameters: { QueueUrl: 'q', 'MessageBody.$': '$$.Task.Token' },
};

test('a Lambda function ARN has events of its own', async () => {
  const run = await new TestBench().run(only({ Type: 'Task', Resource: LAMBDA }), { n: 1 });
  expect(types(run).slice(2, 5)).toEqual([
    'LambdaFunctionScheduled',
    'LambdaFunctionStarted',
    'LambdaFunctionSucceeded',
  ]);
  expect(output(run)).toEqual({ n: 1 });
});

test('what a port changes after it has answered changes nothing', async () => {
  const answer = { list: [1] };
  const bench = new TestBench({
    task(_request, observer) {
      observer.succeeded(answer);
      answer.list.push(2);
    },
  });
  expect(output(await bench.run(only({ Type: 'Task', Resource: LAMBDA })))).toEqual({ list: [1] });
});

test('only the first answer counts', async () => {
  const bench = new TestBench({
    task(_request, observer) {
      observer.succeeded('first');
      observer.failed({ error: 'Late' });
      observer.succeeded('second');
    },
  });
  expect(output(await bench.run(only({ Type: 'Task', Resource: LAMBDA })))).toBe('first');
});

test('a task that takes longer than TimeoutSeconds is States.Timeout, and its work is cancelled', async () => {
  const bench = new TestBench({ task: (_request, observer) => observer.started() });
  const run = await bench.run(only({ Type: 'Task', Resource: LAMBDA, TimeoutSeconds: 9 }));
  expect(run).toMatchObject({ status: 'FAILED', error: 'States.Timeout', cause: undefined });
  expect(run.stopDate! - run.startDate).toBe(9000);
  expect(types(run).at(-2)).toBe('LambdaFunctionTimedOut');
  expect(bench.cancelled).toEqual(['S: timeout']);
});

test('a heartbeat puts the heartbeat timeout off, not the timeout', async () => {
  let observer: TaskObserver | undefined;
  const bench: TestBench = new TestBench({
    task(_request, given) {
      observer = given;
      for (const at of [4, 8, 12]) bench.clock.after(at * 1000, () => observer?.heartbeat());
    },
  });
  const run = await bench.run(only({ ...CALLBACK, HeartbeatSeconds: 5, TimeoutSeconds: 100 }));
  expect(run.stopDate! - run.startDate).toBe(17_000);
  expect(run.error).toBe('States.Timeout');
});

test('Catch knows a missed heartbeat by the name States.HeartbeatTimeout', async () => {
  const bench = new TestBench({ task() {} });
  const Catch = [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Caught' }];
  const run = await bench.run(only({ ...CALLBACK, HeartbeatSeconds: 5, Next: 'Out', Catch }));
  expect(output(run)).toEqual({ Error: 'States.Timeout', Cause: '' });
});

test('a task that waits for its token goes on with what the token is answered', async () => {
  const bench: TestBench = new TestBench({
    task(request, observer) {
      observer.submitted({ MessageId: 'm' });
      bench.clock.after(1000, () => bench.engine.succeedTask(request.taskToken!, '{"ok": true}'));
    },
  });
  const run = await bench.run(only(CALLBACK));
  expect(types(run).slice(2, 6)).toEqual([
    'TaskScheduled',
    'TaskStarted',
    'TaskSubmitted',
    'TaskSucceeded',
  ]);
  expect(run.output).toBe('{"ok": true}');
});

test('a token is good once: then its task is over, and one that never was is invalid', async () => {
  const problems: unknown[] = [];
  const bench: TestBench = new TestBench({
    task({ taskToken }) {
      problems.push(bench.engine.heartbeatTask(taskToken!));
      problems.push(bench.engine.failTask(taskToken!, { error: 'No' }));
      problems.push(bench.engine.succeedTask(taskToken!, '{}'));
    },
  });
  await bench.run(only(CALLBACK));
  expect(problems).toEqual([undefined, undefined, 'TaskTimedOut']);
  expect(bench.engine.succeedTask('made-up', '{}')).toBe('InvalidToken');
});

test('tokens of another engine do not exist here', async () => {
  const tokens: string[] = [];
  const other = new TestBench({
    seed: 'other',
    task: ({ taskToken }) => void tokens.push(taskToken!),
  });
  other.start(only({ ...CALLBACK, TimeoutSeconds: 1 }));
  await other.clock.idle();
  expect(new TestBench().engine.succeedTask(tokens[0]!, '{}')).toBe('TaskDoesNotExist');
});

test('stopping an execution cancels the task in flight', async () => {
  const bench = new TestBench({ task() {} });
  const run = bench.start(only(CALLBACK));
  await bench.clock.idle();
  bench.engine.stop(run, { error: 'Enough', cause: 'for today' });
  expect(run.status).toBe('ABORTED');
  expect(bench.cancelled).toEqual(['S: aborted']);
  expect(run.history.at(-1)).toMatchObject({
    previousEventId: 0,
    executionAbortedEventDetails: { error: 'Enough', cause: 'for today' },
  });
});

test('a port that throws a StatesError has failed the task', async () => {
  const bench = new TestBench({
    task() {
      throw new StatesError('Sqs.QueueDoesNotExist', 'no queue');
    },
  });
  const run = await bench.run(only({ Type: 'Task', Resource: LAMBDA }));
  expect(run).toMatchObject({ error: 'Sqs.QueueDoesNotExist', cause: 'no queue' });
});

test('a result over 256 KiB fails the task with States.DataLimitExceeded, which States.ALL catches', async () => {
  const bench = new TestBench({
    task: (_request, observer) => observer.succeeded('x'.repeat(300_000)),
  });
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];
  const run = await bench.run(only({ Type: 'Task', Resource: LAMBDA, Next: 'Out', Catch }));
  expect(output(run)).toMatchObject({ Error: 'States.DataLimitExceeded' });
});

test('Catch puts the error into the input where ResultPath says', async () => {
  const bench = new TestBench({
    task: (_request, observer) => observer.failed({ error: 'Declined', cause: 'no funds' }),
  });
  const Catch = [{ ErrorEquals: ['Declined'], Next: 'Caught', ResultPath: '$.problem' }];
  const state = { Type: 'Task', Resource: LAMBDA, Next: 'Out', Catch };
  expect(output(await bench.run(only(state), { order: 1 }))).toEqual({
    order: 1,
    problem: { Error: 'Declined', Cause: 'no funds' },
  });
});

test('a mistake in a catcher is not caught by its own state again', async () => {
  const bench = new TestBench({ task: (_request, observer) => observer.failed({ error: 'E' }) });
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught', ResultPath: '$.a.b' }];
  const run = await bench.run(only({ Type: 'Task', Resource: LAMBDA, Next: 'Out', Catch }), {
    a: 1,
  });
  expect(run.error).toBe('States.ResultPathMatchFailure');
});

test('errors and causes are cut to what the API allows', async () => {
  const bench = new TestBench({
    task: (_request, observer) =>
      observer.failed({ error: 'E'.repeat(300), cause: 'c'.repeat(40_000) }),
  });
  const run = await bench.run(only({ Type: 'Task', Resource: LAMBDA }));
  expect(run.error).toHaveLength(256);
  expect(run.cause).toHaveLength(32_768);
});

test('a task says how far it got before it failed', async () => {
  const event = async (resource: string, phase: 'schedule' | 'start' | 'submit') => {
    const bench = new TestBench({
      task: (_request, observer) => observer.failed({ error: 'No', phase }),
    });
    const Parameters = { QueueUrl: 'q', MessageBody: 'm' };
    return types(await bench.run(only({ Type: 'Task', Resource: resource, Parameters }))).at(-2);
  };
  expect(await event(LAMBDA, 'schedule')).toBe('LambdaFunctionScheduleFailed');
  expect(await event(LAMBDA, 'start')).toBe('LambdaFunctionStartFailed');
  expect(await event('arn:aws:states:::sqs:sendMessage', 'start')).toBe('TaskStartFailed');
  expect(await event('arn:aws:states:::sqs:sendMessage', 'submit')).toBe('TaskSubmitFailed');
});

test('an activity has events of its own, and its worker a name', async () => {
  const bench: TestBench = new TestBench({
    task({ taskToken }, observer) {
      bench.clock.after(1000, () => {
        observer.started({ workerName: 'Ada' });
        bench.engine.succeedTask(taskToken!, '"done"');
      });
    },
  });
  const Resource = 'arn:aws:states:us-east-1:123456789012:activity:sign';
  const run = await bench.run(only({ Type: 'Task', Resource }));
  expect(types(run).slice(2, 5)).toEqual([
    'ActivityScheduled',
    'ActivityStarted',
    'ActivitySucceeded',
  ]);
  expect(run.history[3]).toMatchObject({ activityStartedEventDetails: { workerName: 'Ada' } });
});

test('a timeout that JSONata makes has to be positive', async () => {
  const state = { Type: 'Task', Resource: LAMBDA, TimeoutSeconds: '{% 0 %}' };
  const run = await new TestBench().run(only(state, 'JSONata'));
  expect(run.error).toBe('States.QueryEvaluationError');
});

test('an answer nested too deeply to be read fails the task, not the port that gave it', async () => {
  let deep: Json = 1;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  const bench = new TestBench({ task: (_request, observer) => observer.succeeded(deep) });
  const run = await bench.run(only({ Type: 'Task', Resource: LAMBDA }));
  expect(run).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
});
