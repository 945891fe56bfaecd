import { expect, test } from 'vitest';
import { output, TestBench, types } from './testing/bench.ts';

const TASK = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };

/** Fails whatever it is told to, until it is told otherwise. */
function flaky(): { bench: TestBench; broken: Set<string> } {
  const broken = new Set<string>();
  const bench = new TestBench({
    task(request, observer) {
      if (broken.has(request.stateName)) observer.failed({ error: 'Broken', cause: 'still' });
      else observer.succeeded({ by: request.stateName });
    },
  });
  return { bench, broken };
}

test('a redriven execution does its failed Task again, without entering the state anew', async () => {
  const { bench, broken } = flaky();
  broken.add('Pay');
  const run = await bench.run({
    StartAt: 'Prepare',
    States: {
      Prepare: { Type: 'Pass', Next: 'Pay' },
      Pay: { ...TASK, Parameters: { FunctionName: 'pay' }, End: true },
    },
  });
  broken.clear();
  bench.engine.redrive(run);
  await bench.end(run);
  expect(types(run).slice(4)).toEqual([
    'TaskScheduled',
    'TaskStarted',
    'TaskFailed',
    'ExecutionFailed',
    'ExecutionRedriven',
    'TaskScheduled',
    'TaskStarted',
    'TaskSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
  expect(run).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1, error: undefined });
});

test('a redrive resets retries, and the context object counts it', async () => {
  const { bench, broken } = flaky();
  broken.add('Pay');
  const run = await bench.run({
    StartAt: 'Pay',
    States: {
      Pay: {
        ...TASK,
        Parameters: {
          FunctionName: 'pay',
          'Payload.$': "States.Format('{}/{}', $$.Execution.RedriveCount, $$.State.RetryCount)",
        },
        Retry: [{ ErrorEquals: ['Broken'], MaxAttempts: 1 }],
        End: true,
      },
    },
  });
  bench.engine.redrive(run);
  await bench.end(run);
  const payloads = bench.requests.map(
    ({ parameters }) => (parameters as { Payload: string }).Payload,
  );
  expect(payloads).toEqual(['0/0', '0/1', '1/0', '1/1']);
});

test('only the branches that did not succeed are done again', async () => {
  const { bench, broken } = flaky();
  broken.add('Bad');
  const branch = (name: string) => ({
    StartAt: name,
    States: { [name]: { ...TASK, Parameters: { FunctionName: name }, End: true } },
  });
  const run = await bench.run({
    StartAt: 'Both',
    States: { Both: { Type: 'Parallel', Branches: [branch('Good'), branch('Bad')], End: true } },
  });
  broken.clear();
  bench.engine.redrive(run);
  await bench.end(run);
  expect(bench.requests.map(({ stateName }) => stateName)).toEqual(['Good', 'Bad', 'Bad']);
  expect(output(run)).toEqual([{ by: 'Good' }, { by: 'Bad' }]);
});

test('a Map Run is redriven with the children that did not succeed', async () => {
  let broken = true;
  const bench = new TestBench({
    task(request, observer) {
      if (broken && request.parameters === 2) observer.failed({ error: 'Broken' });
      else observer.succeeded(request.parameters);
    },
  });
  const run = await bench.run(
    {
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          MaxConcurrency: 1,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'Do',
            States: {
              Do: {
                Type: 'Task',
                Resource: 'arn:aws:lambda:us-east-1:123456789012:function:do',
                End: true,
              },
            },
          },
          End: true,
        },
      },
    },
    [1, 2, 3],
  );
  expect(run.error).toBe('States.ExceedToleratedFailureThreshold');
  broken = false;
  bench.engine.redrive(run);
  await bench.end(run);
  expect(output(run)).toEqual([1, 2, 3]);
  expect(bench.requests.map(({ parameters }) => parameters)).toEqual([1, 2, 2, 3]);
  expect(types(run)).toContain('MapRunRedriven');
  const [mapRun] = bench.engine.mapRuns(run);
  expect(mapRun).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
  expect(mapRun!.itemCounts).toMatchObject({ succeeded: 3, failed: 0, aborted: 0, pending: 0 });
});

test('a fork goes on from the state it names, with the input it is given and the variables of then', async () => {
  const { bench } = flaky();
  const definition = {
    StartAt: 'Set',
    States: {
      Set: { Type: 'Pass', Assign: { who: 'Ada' }, Next: 'Greet' },
      Greet: {
        Type: 'Pass',
        Parameters: { 'text.$': "States.Format('{} {}', $.word, $who)" },
        End: true,
      },
    },
  };
  const run = await bench.run(definition, { word: 'Hello' });
  const forked = bench.engine.fork(run, bench.spec(definition, { word: 'Hello' }), {
    state: 'Greet',
    input: '{"word":"Bye"}',
  });
  await new Promise<void>((resolve) => forked.onEnd(() => resolve()));
  expect(forked.output).toBe('{"text":"Bye Ada"}');
  expect(run.output).toBe('{"text":"Hello Ada"}');
});

test('a fork at a state that was never entered says so', async () => {
  const { bench } = flaky();
  const definition = { StartAt: 'A', States: { A: { Type: 'Succeed' } } };
  const run = await bench.run(definition);
  expect(() => bench.engine.fork(run, bench.spec(definition), { state: 'B' })).toThrow(
    /never entered a state named B/,
  );
});
