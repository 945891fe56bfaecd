import { expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { output, TestBench, types } from '../execution/testing/bench.ts';

function parallel(branches: JsonObject[], more: JsonObject = {}): JsonObject {
  const Branches = branches.map((state, index) => ({
    StartAt: `B${index}`,
    States: { [`B${index}`]: state },
  }));
  return { StartAt: 'P', States: { P: { Type: 'Parallel', Branches, End: true, ...more } } };
}

test('the result is an array in the order of the branches, whichever ends first', async () => {
  const run = await new TestBench().run(
    parallel([
      { Type: 'Wait', Seconds: 9, End: true },
      { Type: 'Pass', Result: 'quick', End: true },
    ]),
    'slow',
  );
  expect(output(run)).toEqual(['slow', 'quick']);
});

test('the first branch to fail ends the others', async () => {
  const run = await new TestBench().run(
    parallel([
      { Type: 'Wait', Seconds: 3600, End: true },
      { Type: 'Fail', Error: 'Bad', Cause: 'luck' },
    ]),
  );
  expect(run).toMatchObject({ error: 'Bad', cause: 'luck' });
  expect(run.stopDate).toBe(run.startDate);
  expect(types(run).slice(3)).toEqual([
    'WaitStateEntered',
    'FailStateEntered',
    'WaitStateAborted',
    'ParallelStateFailed',
    'ExecutionFailed',
  ]);
});

test('branches see the variables from outside, and keep their own to themselves', async () => {
  const run = await new TestBench().run({
    StartAt: 'Set',
    States: {
      Set: { Type: 'Pass', Assign: { outer: 1 }, Next: 'P' },
      P: {
        Type: 'Parallel',
        Branches: [
          {
            StartAt: 'In',
            States: {
              In: { Type: 'Pass', Assign: { 'inner.$': '$outer' }, Next: 'Show' },
              Show: { Type: 'Pass', Parameters: { 'inner.$': '$inner' }, End: true },
            },
          },
        ],
        Next: 'After',
      },
      After: { Type: 'Pass', Parameters: { 'was.$': '$', 'outer.$': '$outer' }, End: true },
    },
  });
  expect(output(run)).toEqual({ was: [{ inner: 1 }], outer: 1 });
  expect(run.root.variables).toEqual({ outer: 1 });
});
