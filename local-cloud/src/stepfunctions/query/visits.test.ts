import { expect, test } from 'vitest';
import { effort } from '../../core/effort.ts';
import type { Json } from '../../core/json.ts';
import { compilePath } from './jsonpath/compile-path.ts';
import { compileTemplate } from './template.ts';
import { testScope } from './testing.ts';
import { Visits } from './visits.ts';

/** An array in an array, so many times. */
function nested(levels: number): Json {
  let value: Json = [];
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

test.each([
  ['scans of what scans found', '$..*..*..*..*', nested(800)],
  ['a filter that looks at all for each', '$[?(@.b == $..a)]', Array(3_000).fill({ a: 1 })],
])('%s end where they look at too much', (_, path, input) => {
  expect(() => compilePath(path).read(testScope({ input }))).toThrow(
    'The paths and functions of the state look at more than 2000000 values',
  );
});

const numbers = Array(50_000).fill(1);
const all = Array(100).fill('$').join();
const text = JSON.stringify(numbers);

test.each([
  [`States.JsonToString(States.Array(${all}))`, numbers],
  [`States.Hash(States.Array(${all}), 'MD5')`, numbers],
  [`States.ArrayUnique(States.Array(${all}))`, numbers],
  ['States.ArrayContains($, 7)', numbers],
  [`States.Format('${'{}'.repeat(100)}', ${all})`, numbers],
  ['States.ArrayPartition($, 2)', numbers],
  ['States.StringToJson($)', text],
  ["States.StringSplit($, ',')", text],
  ['States.JsonMerge($, $, false)', Object.fromEntries(numbers.map((_, at) => [at, at]))],
])('what %.30s looks at counts, and no state looks at more', (call, input) => {
  const scope = testScope({ input, visits: new Visits() });
  const often = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`f${at}.$`, call]));
  expect(() => compileTemplate(often)(scope)).toThrow('look at more than 2000000 values');
});

test('many paths may look through all of a payload that has many small objects', () => {
  const line = { product: 'tea', amount: 2, price: 3 };
  const input = Array.from({ length: 3_000 }, (_, id) => ({ id, lines: [line, line] }));
  const often = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`f${at}.$`, '$..none']));
  const scope = testScope({ input, visits: new Visits() });
  expect(compileTemplate(often)(scope)).toMatchObject({ f49: [] });
  const large = Object.fromEntries(Array.from({ length: 30_000 }, (_, at) => [`m${at}`, at]));
  expect(() => compileTemplate(often)(testScope({ input: large, visits: new Visits() }))).toThrow(
    'look at more than 2000000 values',
  );
});

test('the paths of one state share what they may look at, and the next state has its own', () => {
  const input = Array(100_000).fill(1);
  const { read } = compilePath('$..*');
  const state = testScope({ input, visits: new Visits() });
  const often = (scope: typeof state) => Array.from({ length: 15 }, () => read(scope));

  expect(() => often(state)).toThrow('look at more than 2000000 values');
  expect(read(testScope({ input, visits: new Visits() }))).toHaveLength(100_000);
});

test('what many values and many fields take counts for whose turn it is', () => {
  const before = effort();
  const spent: number[] = [];
  const apart = { left: 0, spend: (steps: number) => void spent.push(steps), evaluate: never };
  const scope = testScope({ input: Array(10_000).fill(1), apart });

  compilePath('$..*').read(scope);
  compileTemplate(Object.fromEntries(fields(500)))(scope);
  compileTemplate({ 'few.$': '$' })(scope);

  expect(effort() - before).toBeGreaterThan(80_000);
  expect(spent).toEqual([500]);
});

function fields(count: number): [string, string][] {
  return Array.from({ length: count }, (_, at) => [`field${at}.$`, '$[0]']);
}

function never(): never {
  throw new Error('Nothing is evaluated elsewhere');
}
