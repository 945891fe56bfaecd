import { expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { payloadOf } from './payload.ts';
import { Results, usable } from './results.ts';
import { only, output, TestBench, types } from './testing/bench.ts';

const WHOLE = 262_144;
const large = 'x'.repeat(100_000);
const branch = (name: string, state: JsonObject) => ({ StartAt: name, States: { [name]: state } });

test('outputs are kept until they are more than can be used, and none of them after that', () => {
  const results = new Results(4, WHOLE);
  const kept = [0, 1, 2, 3].map((index) => {
    results.add(index, payloadOf(large));
    return results.kept;
  });
  expect(kept).toEqual([1, 2, 0, 0]);
  expect(() => results.whole('P')).toThrow(/The state\/task 'P' returned a result/);
});

test('outputs whose text is not written count with what they take at least', () => {
  const results = new Results(2, 50_000);
  for (const index of [0, 1]) results.add(index, payloadOf(Array(20_000).fill(7)));
  expect(results.kept).toBe(0);
});

test.each<[number, Parameters<typeof usable>[0]]>([
  [WHOLE, { QueryLanguage: 'JSONPath' }],
  [WHOLE, { QueryLanguage: 'JSONata' }],
  [WHOLE, { QueryLanguage: 'JSONPath', ResultPath: '$.results' }],
  [0, { QueryLanguage: 'JSONPath', ResultPath: null }],
  [64 * WHOLE, { QueryLanguage: 'JSONPath', OutputPath: '$[0]' }],
  [64 * WHOLE, { QueryLanguage: 'JSONPath', ResultPath: null, Assign: { 'a.$': '$[0]' } }],
  [64 * WHOLE, { QueryLanguage: 'JSONPath', ResultSelector: { 'a.$': '$[0]' } }],
  [64 * WHOLE, { QueryLanguage: 'JSONata', Output: '{% $states.result[0] %}' }],
])('%d bytes are usable by %j', (bytes, state) => {
  expect(usable(state)).toBe(bytes);
});

/** Three outputs of 100 kB each, of a Parallel and of a Map. */
const works: [string, JsonObject][] = [
  [
    'Parallel',
    {
      Type: 'Parallel',
      Branches: ['A', 'B', 'C'].map((name) => branch(name, { Type: 'Pass', End: true })),
    },
  ],
  [
    'Map',
    {
      Type: 'Map',
      Items: [1, 2, 3],
      ItemProcessor: branch('A', { Type: 'Pass', Output: large, End: true }),
    },
  ],
];

test.each(works)('a %s fails when all have ended, not before', async (type, state) => {
  const run = await new TestBench().run(only(state, 'JSONata'), large);
  expect(run.error).toBe('States.DataLimitExceeded');
  expect(types(run).filter((each) => each === 'PassStateExited')).toHaveLength(3);
  expect(types(run).slice(-3)).toEqual([
    `${type}StateSucceeded`,
    `${type}StateFailed`,
    'ExecutionFailed',
  ]);
});

test.each(works)('a %s selects from more than it could hand on', async (_, state) => {
  const Output = '{% $length($states.result[2]) %}';
  const run = await new TestBench().run(only({ ...state, Output }, 'JSONata'), large);
  expect(output(run)).toBe(100_000);
});

test('what is thrown away may be of any size', async () => {
  const Branches = ['A', 'B', 'C'].map((name) => branch(name, { Type: 'Pass', End: true }));
  const run = await new TestBench().run(
    only({ Type: 'Parallel', Branches, ResultPath: null }),
    large,
  );
  expect(output(run)).toBe(large);
});

test('what waits holds the text of a large payload alone', async () => {
  const bench = new TestBench({ autoSkip: false });
  const run = bench.start(only({ Type: 'Wait', Seconds: 60 }), { large });
  const before = run.payload.value;
  expect(run.payload.value).toBe(before);
  await bench.clock.idle();
  expect(run.payload.value).not.toBe(before);
  expect(run.payload.value).toEqual(before);
});

test('a branch that has ended holds nothing while others go on', async () => {
  const bench = new TestBench({ autoSkip: false });
  const task = {
    Type: 'Task',
    Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f',
    End: true,
  };
  const run = bench.start(
    only({
      Type: 'Parallel',
      Branches: [branch('T', task), branch('W', { Type: 'Wait', Seconds: 60, End: true })],
    }),
    { large },
  );
  await bench.clock.idle();
  const [ended, waiting] = run.root.child!.strands;
  expect(ended).toMatchObject({ alive: false, input: { text: '{}' }, result: undefined });
  expect(waiting!.input).toBe(run.payload);
});
