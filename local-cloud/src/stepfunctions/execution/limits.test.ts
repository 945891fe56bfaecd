import { expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { exceeds } from './limits.ts';
import { only, TestBench, types } from './testing/bench.ts';

/** Goes on for ever, over `state`, though a way out is written down. */
function loop(state: JsonObject): JsonObject {
  const Choices = [{ Variable: '$$.Execution.Name', IsNull: true, Next: 'Out' }];
  return {
    StartAt: 'Again',
    States: {
      Again: { ...state, Next: 'Enough' },
      Enough: { Type: 'Choice', Choices, Default: 'Again' },
      Out: { Type: 'Succeed' },
    },
  };
}

test('an endless loop ends with the 25,000th event, as AWS ends it', async () => {
  const run = await new TestBench().run(loop({ Type: 'Pass' }));
  expect(run.history).toHaveLength(25_000);
  expect(run.history.at(-1)).toMatchObject({
    id: 25_000,
    previousEventId: 24_999,
    type: 'ExecutionFailed',
    executionFailedEventDetails: {
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
    },
  });
});

test('where memory is used up, an execution that goes on and on ends and says so, and others come to their end', async () => {
  let looks = 0;
  const bench = new TestBench({ hasRoom: () => ++looks < 3 });
  const endless = await bench.run(loop({ Type: 'Pass' }));
  expect(endless.history).toHaveLength(3 * 64);
  expect(endless.history.at(-1)).toMatchObject({
    id: 192,
    previousEventId: 191,
    type: 'ExecutionFailed',
    executionFailedEventDetails: {
      error: 'States.Runtime',
      cause: expect.stringMatching(/has used up its memory.*delete some.*or start it anew/),
    },
  });
  const other = await bench.run(only({ Type: 'Pass' }));
  expect(other.status).toBe('SUCCEEDED');
});

test('of memory that is used up an Express execution learns nothing: nothing is kept of it', async () => {
  const bench = new TestBench({ hasRoom: () => false });
  const run = await bench.run(loop({ Type: 'Pass' }), {}, 'EXPRESS');
  expect(run.status).toBe('TIMED_OUT');
});

test('an endless loop leaves room for timers and other executions', async () => {
  const bench = new TestBench();
  const endless = bench.start(loop({ Type: 'Pass' }), {}, 'EXPRESS');
  const other = await bench.run(only({ Type: 'Pass' }));
  expect(other.status).toBe('SUCCEEDED');
  expect(endless.status).toBe('RUNNING');
  bench.engine.stop(endless, {});
  expect(endless.status).toBe('ABORTED');
});

test('an endless Express loop ends as after its five minutes, and nothing it wrote is kept', async () => {
  const run = await new TestBench().run(loop({ Type: 'Pass' }), {}, 'EXPRESS');
  expect(run).toMatchObject({
    status: 'TIMED_OUT',
    error: 'States.Timeout',
    cause: expect.stringContaining('wrote 2000000 events and did not end'),
  });
  expect(types(run)).toEqual(['ExecutionStarted', 'ExecutionTimedOut']);
});

test('an endless loop goes no further in an engine that is closed', async () => {
  const bench = new TestBench();
  const endless = bench.start(loop({ Type: 'Pass' }), {}, 'EXPRESS');
  bench.engine.close();
  await bench.clock.idle();
  expect(endless.status).toBe('RUNNING');
});

test('an Express execution has five minutes, and more events than a Standard one', async () => {
  const bench = new TestBench();
  const run = await bench.run(loop({ Type: 'Wait', Seconds: 1 }), {}, 'EXPRESS');
  expect(run.status).toBe('TIMED_OUT');
  expect(run.stopDate! - run.startDate).toBe(300_000);
});

test('an execution whose time is over does not go on, whatever else is due at that moment', async () => {
  const bench = new TestBench({ autoSkip: false });
  const definition = { ...only({ Type: 'Wait', Seconds: 5 }), TimeoutSeconds: 5 };
  // Fifty timers fire in a turn: the last one of the first turn is a Wait's.
  bench.clock.after(5_000, () => {});
  const runs = Array.from({ length: 120 }, () => bench.start(definition));
  await bench.clock.advance(6_000);
  expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(['TIMED_OUT']));
});

test('TimeoutSeconds ends an execution that waits, and one that runs in circles', async () => {
  const bench = new TestBench();
  const waits = await bench.run({ ...only({ Type: 'Wait', Seconds: 60 }), TimeoutSeconds: 5 });
  expect(waits.status).toBe('TIMED_OUT');
  expect(waits.stopDate! - waits.startDate).toBe(5000);
  expect(types(waits).at(-1)).toBe('ExecutionTimedOut');
});

test('a Standard execution ends after a year, without being a reason to skip one', async () => {
  const bench = new TestBench({ autoSkip: false, task: () => {} });
  const run = bench.start(
    only({
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { QueueUrl: 'q', 'MessageBody.$': '$$.Task.Token' },
    }),
  );
  await bench.clock.idle();
  expect(bench.clock.nextDue).toBeUndefined();
  await bench.clock.advance(366 * 86_400_000);
  expect(run.status).toBe('TIMED_OUT');
});

test('an output over 256 KiB ends the execution with States.DataLimitExceeded', async () => {
  const run = await new TestBench().run(only({ Type: 'Pass', Result: 'x'.repeat(262_143) }));
  expect(run).toMatchObject({
    status: 'FAILED',
    error: 'States.DataLimitExceeded',
    cause:
      "The state/task 'S' returned a result with a size exceeding the maximum number of bytes service limit.",
  });
});

test('an output of exactly 256 KiB is let through', async () => {
  const run = await new TestBench().run(only({ Type: 'Pass', Result: 'x'.repeat(262_142) }));
  expect(run.status).toBe('SUCCEEDED');
});

test('sizes are those of UTF-8', () => {
  expect(exceeds('é'.repeat(131_072))).toBe(false);
  expect(exceeds('é'.repeat(131_073))).toBe(true);
});

test('a value nested too deeply to be written fails its execution, not the process', async () => {
  const depth = 200_000;
  const bench = new TestBench();
  const spec = bench.spec(only({ Type: 'Pass', Parameters: { 'copy.$': '$', more: 1 } }));
  const run = bench.engine.start({ ...spec, input: '['.repeat(depth) + ']'.repeat(depth) });
  await new Promise<void>((resolve) => run.onEnd(() => resolve()));
  expect(run.status).toBe('FAILED');
});

test('variables of one Assign may not take more than 256 KiB together', async () => {
  const half = 'x'.repeat(140_000);
  const run = await new TestBench().run(only({ Type: 'Pass', Assign: { a: half, b: half } }));
  expect(run.error).toBe('States.DataLimitExceeded');
});

test('variables of an execution may not take more than 10 MiB', async () => {
  const States: JsonObject = { End: { Type: 'Succeed' } };
  for (let index = 0; index < 45; index++) {
    States[`S${index}`] = {
      Type: 'Pass',
      Assign: { [`v${index}`]: 'x'.repeat(250_000) },
      Next: index === 44 ? 'End' : `S${index + 1}`,
    };
  }
  const bench = new TestBench();
  const spec = bench.spec(only({ Type: 'Pass' }));
  const definition = { StartAt: 'S0', States, QueryLanguage: 'JSONPath' };
  const machine = bench.engine.compile(normalised(definition) as never);
  const run = bench.engine.start({ ...spec, machine });
  await new Promise<void>((resolve) => run.onEnd(() => resolve()));
  expect(run.error).toBe('States.DataLimitExceeded');
});

/** A definition over 1 MB is refused at creation: this one skips the parser. */
function normalised(definition: { States: JsonObject }): JsonObject {
  const states = Object.entries(definition.States).map(([name, state]) => [
    name,
    { ...(state as JsonObject), QueryLanguage: 'JSONPath' },
  ]);
  return { ...definition, States: Object.fromEntries(states) };
}

test.each([
  ['JSONPath', { Parameters: { 'inner.$': '$' } }],
  ['JSONPath', { Parameters: { 'inner.$': '$' }, Assign: { 'kept.$': '$' } }],
  ['JSONata', { Output: { inner: '{% $states.input %}' } }],
])(
  'a loop that wraps its input each time ends as too deeply nested: %s %j',
  async (QueryLanguage, state) => {
    const run = await new TestBench().run(loop({ Type: 'Pass', QueryLanguage, ...state }));
    expect(run).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining('Document nesting depth (1001) exceeds the maximum allowed'),
    });
  },
);

test('ten thousand executions at once all end', async () => {
  const bench = new TestBench();
  const spec = bench.spec(only({ Type: 'Wait', Seconds: 10 }));
  const runs = Array.from({ length: 10_000 }, (_, index) =>
    bench.engine.start({ ...spec, name: `${index}` }),
  );
  await new Promise<void>((resolve) => runs.at(-1)!.onEnd(() => resolve()));
  expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(['SUCCEEDED']));
});
