import { expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { compileMath, type Value } from './metric-math.ts';

const SERIES: Readonly<Record<string, Value>> = { m: [4, undefined, 2], n: [2, 1, 0] };
const computed = (source: string) => compileMath(source).value((id) => SERIES[id]!);

test.each<[string, Value]>([
  ['1 + 2 * 3 ^ 2', 19],
  ['(1 + 2) * -3', -9],
  ['8 - 4 - 2', 2],
  ['m / n', [2, undefined, undefined]],
  ['100 * m', [400, undefined, 200]],
  ['m > 3', [1, undefined, 0]],
  ['n >= 1 AND n < 2', [0, 1, 0]],
  ['n == 0 || n == 2', [1, 0, 1]],
  ['IF(n > 0, n, 9)', [2, 1, 9]],
  ['IF(n > 1, n)', [2, undefined, undefined]],
  ['FILL(m, 0)', [4, 0, 2]],
  ['FILL(m, REPEAT) + 1', [5, 5, 3]],
  ['ABS(n - 2)', [0, 1, 2]],
  ['SUM(m)', 6],
  ['m - AVG(m)', [1, undefined, -1]],
  ['MAX(n) + MIN(n)', 2],
])('%s', (source, value) => {
  expect(computed(source)).toEqual(value);
});

test.each([
  ['', 'ValidationError'],
  ['1 +', 'ValidationError'],
  ['m n', 'ValidationError'],
  ['(m', 'ValidationError'],
  ['m % 2', 'ValidationError'],
  ['('.repeat(1000), 'ValidationError'],
  ['RATE(m)', 'NotSupportedByLocalCloud'],
  ['SUM(METRICS())', 'NotSupportedByLocalCloud'],
  ['SUM([m, n])', 'NotSupportedByLocalCloud'],
  ['constructor(m)', 'NotSupportedByLocalCloud'],
])('%j is refused', async (source, code) => {
  expect(await failure((async () => compileMath(source))())).toMatchObject({ code });
});
