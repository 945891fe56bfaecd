import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SeededRandom } from '../../core/random.ts';
import type { Retrier } from '../language/definition.ts';
import { delayOf, matches } from './retry.ts';
import { TestBench, types } from './testing/bench.ts';

const retrierArbitrary = fc.record(
  {
    ErrorEquals: fc.constant(['States.ALL']),
    IntervalSeconds: fc.integer({ min: 1, max: 1000 }),
    BackoffRate: fc.double({ min: 1, max: 10, noNaN: true }),
    MaxDelaySeconds: fc.integer({ min: 1, max: 31_622_400 }),
    JitterStrategy: fc.constantFrom('FULL' as const, 'NONE' as const),
  },
  { requiredKeys: ['ErrorEquals'] },
);

test('a delay is never longer than the interval grown, nor than MaxDelaySeconds', () => {
  fc.assert(
    fc.property(
      retrierArbitrary,
      fc.nat({ max: 20 }),
      fc.string(),
      (retrier: Retrier, used, seed) => {
        const seconds = delayOf(retrier, used, new SeededRandom(seed)) / 1000;
        const grown = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** used;
        expect(seconds).toBeGreaterThanOrEqual(0);
        expect(seconds).toBeLessThanOrEqual(grown + 0.001);
        expect(seconds).toBeLessThanOrEqual(retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
      },
    ),
  );
});

test('without jitter the delays of a retrier never shrink', () => {
  fc.assert(
    fc.property(retrierArbitrary, fc.nat({ max: 20 }), (retrier: Retrier, used) => {
      const steady = { ...retrier, JitterStrategy: 'NONE' as const };
      const random = new SeededRandom('x');
      expect(delayOf(steady, used + 1, random)).toBeGreaterThanOrEqual(
        delayOf(steady, used, random),
      );
    }),
  );
});

test('by default a state is tried again after 1, 2 and 4 seconds', async () => {
  const starts: number[] = [];
  const bench: TestBench = new TestBench({
    task(_request, observer) {
      starts.push(bench.clock.now());
      observer.failed({ error: 'Down' });
    },
  });
  const run = await bench.run({
    StartAt: 'T',
    States: {
      T: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage',
        Parameters: { QueueUrl: 'q', MessageBody: 'm' },
        Retry: [{ ErrorEquals: ['States.TaskFailed'] }],
        End: true,
      },
    },
  });
  expect(starts.map((at) => (at - starts[0]!) / 1000)).toEqual([0, 1, 3, 7]);
  expect(run.error).toBe('Down');
  expect(types(run).filter((type) => type === 'TaskScheduled')).toHaveLength(4);
});

test('each retrier counts its own attempts', async () => {
  const errors = ['A', 'B', 'A', 'B', 'B'];
  const bench = new TestBench({
    task(_request, observer) {
      const error = errors.shift();
      if (error === undefined) observer.succeeded('done');
      else observer.failed({ error });
    },
  });
  const run = await bench.run({
    StartAt: 'T',
    States: {
      T: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage',
        Parameters: { QueueUrl: 'q', MessageBody: 'm' },
        Retry: [
          { ErrorEquals: ['A'], MaxAttempts: 2 },
          { ErrorEquals: ['B'], MaxAttempts: 2 },
        ],
        End: true,
      },
    },
  });
  expect(run).toMatchObject({ status: 'FAILED', error: 'B' });
});

test('States.TaskFailed names every failure but a timeout, States.ALL that too', () => {
  expect(matches(['States.TaskFailed'], { error: 'Custom' })).toBe(true);
  expect(matches(['States.TaskFailed'], { error: 'States.Timeout' })).toBe(false);
  expect(matches(['States.ALL'], { error: 'States.Timeout' })).toBe(true);
  expect(matches(['States.ALL'], {})).toBe(true);
});

test('a missed heartbeat goes by both of its names', () => {
  const failure = { error: 'States.Timeout', alias: 'States.HeartbeatTimeout' };
  expect(matches(['States.HeartbeatTimeout'], failure)).toBe(true);
  expect(matches(['States.Timeout'], failure)).toBe(true);
});

test('States.ALL does not catch an output that is too large; its own name does', () => {
  const failure = { error: 'States.DataLimitExceeded', terminal: true };
  expect(matches(['States.ALL'], failure)).toBe(false);
  expect(matches(['States.DataLimitExceeded'], failure)).toBe(true);
});
