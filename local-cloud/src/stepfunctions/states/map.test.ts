import { expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { output, TestBench, types } from '../execution/testing/bench.ts';

function map(state: JsonObject, more: JsonObject = {}): JsonObject {
  const ItemProcessor = { StartAt: 'I', States: { I: state } };
  return { StartAt: 'M', States: { M: { Type: 'Map', ItemProcessor, End: true, ...more } } };
}

test('every item is an iteration, and the result keeps their order', async () => {
  const run = await new TestBench().run(map({ Type: 'Pass', End: true }), [3, 1, 2]);
  expect(output(run)).toEqual([3, 1, 2]);
});

test('no more than 40 iterations run at once, fewer if MaxConcurrency says so', async () => {
  let running = 0;
  let most = 0;
  const bench: TestBench = new TestBench({
    task(_request, observer) {
      most = Math.max(most, ++running);
      bench.clock.after(1000, () => {
        running -= 1;
        observer.succeeded(null);
      });
    },
  });
  const task = {
    Type: 'Task',
    Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f',
    End: true,
  };
  const items = Array.from({ length: 100 }, (_, index) => index);
  await bench.run(map(task), items);
  expect(most).toBe(40);
  most = 0;
  await bench.run(map(task, { MaxConcurrency: 3 }), items);
  expect(most).toBe(3);
});

test('a MaxConcurrencyPath to a negative number fails the Map', async () => {
  const path = { MaxConcurrencyPath: '$.most', ItemsPath: '$.items' };
  const run = await new TestBench().run(map({ Type: 'Pass', End: true }, path), {
    most: -1,
    items: [1],
  });
  expect(run.cause).toMatch(/MaxConcurrency cannot be negative\.$/);
});

test('a MaxConcurrencyPath refers to an integer that fits a long', async () => {
  const path = { MaxConcurrencyPath: '$.most', ItemsPath: '$.items' };
  const limited = async (most: number | string) => {
    const run = await new TestBench().run(map({ Type: 'Pass', End: true }, path), {
      most,
      items: [1],
    });
    return run.status === 'SUCCEEDED' || run.cause;
  };
  expect(await limited(2 ** 62)).toBe(true);
  expect(await limited(1e19)).toContain('which is not a valid integer: $.most');
  expect(await limited(0.5)).toContain('which is not a valid integer: $.most');
});

test('ItemSelector sees the input of the Map and the item', async () => {
  const ItemSelector = {
    'all.$': '$.tag',
    'item.$': '$$.Map.Item.Value',
    'at.$': '$$.Map.Item.Index',
  };
  const run = await new TestBench().run(
    map({ Type: 'Pass', End: true }, { ItemsPath: '$.items', ItemSelector }),
    { tag: 't', items: ['a', 'b'] },
  );
  expect(output(run)).toEqual([
    { all: 't', item: 'a', at: 0 },
    { all: 't', item: 'b', at: 1 },
  ]);
});

test('an object is iterated over pair by pair', async () => {
  const run = await new TestBench().run(map({ Type: 'Pass', End: true }), { a: 1, b: 2 });
  expect(output(run)).toEqual([
    { Key: 'a', Value: 1 },
    { Key: 'b', Value: 2 },
  ]);
});

test('an ItemSelector that fails has failed its iteration, and the Map may catch it', async () => {
  const run = await new TestBench().run({
    QueryLanguage: 'JSONata',
    StartAt: 'M',
    States: {
      M: {
        Type: 'Map',
        Items: [1],
        ItemSelector: '{% $missing %}',
        ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } },
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Z' }],
        Next: 'Z',
      },
      Z: { Type: 'Succeed' },
    },
  });
  expect(run.status).toBe('SUCCEEDED');
  expect(types(run)).toContain('MapIterationFailed');
});

test('what is neither an array nor an object cannot be iterated over', async () => {
  const run = await new TestBench().run(map({ Type: 'Pass', End: true }), 5);
  expect(run.error).toBe('States.Runtime');
});
