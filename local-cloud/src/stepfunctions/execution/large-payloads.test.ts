import { expect, test } from 'vitest';
import { effort } from '../../core/effort.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { nextTurn } from '../../core/turns.ts';
import { oversized, payloadOf } from './payload.ts';
import type { Run } from './run.ts';
import { only, TestBench } from './testing/bench.ts';

const members = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`m${at}`, at]));
const input = { large: members, count: 1 };

/** Goes on for ever, over one state. */
function loop(state: JsonObject, language: 'JSONPath' | 'JSONata'): JsonObject {
  const rule: JsonObject =
    language === 'JSONata' ? { Condition: false } : { Variable: '$.out', IsPresent: true };
  return {
    QueryLanguage: language,
    StartAt: 'Again',
    States: {
      Again: { Type: 'Pass', ...state, Next: 'Enough' },
      Enough: { Type: 'Choice', Choices: [{ ...rule, Next: 'Out' }], Default: 'Again' },
      Out: { Type: 'Succeed' },
    },
  };
}

/** The most events that were written between two turns of the event loop. */
async function mostAtOnce(bench: TestBench, runs: readonly Run[]): Promise<number> {
  const written = () => runs.reduce((sum, run) => sum + run.lastId, 0);
  let most = 0;
  let last = written();
  for (let turn = 0; turn < 12; turn++) {
    await nextTurn();
    most = Math.max(most, written() - last);
    last = written();
  }
  for (const run of runs) bench.engine.stop(run, {});
  return most;
}

const states: [string, JsonObject, Json, 'JSONPath' | 'JSONata'][] = [
  ['ResultPath', { Result: 1, ResultPath: '$.m1' }, members, 'JSONPath'],
  ['Parameters', { Parameters: { 'large.$': '$.large[*]', count: 1 } }, input, 'JSONPath'],
  [
    'Assign',
    { Assign: { 'known.$': 'States.JsonMerge($.large, $.large, false)' } },
    input,
    'JSONPath',
  ],
  ['Output', { Output: '{% $merge([$states.input, {"m1": 2}]) %}' }, members, 'JSONata'],
  ['Assign', { Assign: { known: '{% $merge([$states.input, {"m1": 2}]) %}' } }, members, 'JSONata'],
];

test.each(states)(
  '%s of %j over a large payload leaves others their turn after a few',
  async (_, state, over, language) => {
    for (const type of ['STANDARD', 'EXPRESS'] as const) {
      const bench = new TestBench();
      const runs = Array.from({ length: 5 }, () => bench.start(loop(state, language), over, type));
      expect(await mostAtOnce(bench, runs)).toBeLessThan(40);
    }
  },
);

test('small payloads go on for hundreds of steps', async () => {
  const bench = new TestBench();
  const runs = [
    bench.start(loop({ Parameters: { 'a.$': '$.a' } }, 'JSONPath'), { a: 1 }, 'EXPRESS'),
  ];
  expect(await mostAtOnce(bench, runs)).toBeGreaterThan(400);
});

test('what is surely too large is not written to find that out', () => {
  const shared = Array(20_000).fill(members);
  const before = effort();
  expect(oversized(payloadOf(shared))).toBe(true);
  expect(effort() - before).toBeLessThan(500_000);
});

test('what was written once is not looked through again', () => {
  const value = { many: Object.fromEntries(Object.entries(members).slice(0, 15_000)) };
  const first = effort();
  expect(oversized(payloadOf(value))).toBe(false);
  const second = effort();
  expect(oversized(payloadOf({ ...value, count: 1 }))).toBe(false);
  expect(second - first).toBeGreaterThan(250_000);
  expect(effort() - second).toBeLessThan(120_000);
});

test('an Assign that is too large is not read to its end', async () => {
  const each = Array.from({ length: 5_000 }, (_, at) => [`known${at}.$`, '$.m1']);
  const before = effort();
  const run = await new TestBench().run(only({ Type: 'Pass', Assign: Object.fromEntries(each) }), {
    m1: Array(50_000).fill(1),
  });
  expect(run.error).toBe('States.DataLimitExceeded');
  expect(effort() - before).toBeLessThan(2_000_000);
});

test('a thousand tasks are not all started at once', async () => {
  const Branches = Array.from({ length: 1_000 }, (_, at) => ({
    StartAt: `T${at}`,
    States: {
      [`T${at}`]: {
        Type: 'Task',
        Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f',
        End: true,
      },
    },
  }));
  const bench = new TestBench();
  const run = bench.start(only({ Type: 'Parallel', Branches }));
  let most = 0;
  for (let last = 0; !run.ended; last = bench.requests.length) {
    await nextTurn();
    most = Math.max(most, bench.requests.length - last);
  }

  expect(run.status).toBe('SUCCEEDED');
  expect(bench.requests).toHaveLength(1_000);
  expect(most).toBeLessThan(20);
});
