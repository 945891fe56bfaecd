import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leastSquares, predict } from './least-squares.ts';
import { metricsOf } from './metrics.ts';

const SETTINGS = { featureDim: undefined, useBias: true, wd: 0 };

/** Numbers that look like chance, the same every time. */
function noise(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** Another way to the same: the normal equations, by elimination. Features must not be collinear. */
function byNormalEquations(rows: readonly (readonly number[])[]): number[] {
  const x = rows.map(([, ...features]) => [1, ...features]);
  const size = x[0]!.length;
  const equations = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_, j) => x.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
    x.reduce((sum, row, at) => sum + row[i]! * rows[at]![0]!, 0),
  ]);
  for (let i = 0; i < size; i++) {
    const [pivot] = equations.slice(i).sort((a, b) => Math.abs(b[i]!) - Math.abs(a[i]!));
    equations.splice(equations.indexOf(pivot!), 1);
    equations.splice(i, 0, pivot!);
    for (const equation of equations) {
      if (equation === pivot) continue;
      const factor = equation[i]! / pivot![i]!;
      for (let j = i; j <= size; j++) equation[j]! -= factor * pivot![j]!;
    }
  }
  return equations.map((equation, i) => equation[size]! / equation[i]!);
}

function sample(count: number, seed = 7) {
  const random = noise(seed);
  return Array.from({ length: count }, () => {
    const features = [random() * 1e4, random() - 0.5, 40 + random(), random() * 1e-3];
    const label = 3 + 2 * features[0]! - 700 * features[1]! + random() * 500;
    return [label, ...features];
  });
}

describe('least squares', () => {
  test('are what the normal equations give, within 1e-6 of each prediction', () => {
    const rows = sample(400);
    const model = leastSquares(rows, SETTINGS);
    const [bias, ...weights] = byNormalEquations(rows);
    for (const [, ...features] of rows) {
      const other = predict({ bias: bias!, weights }, features);
      expect(Math.abs(predict(model, features) - other)).toBeLessThan(1e-6);
    }
  });

  test('find the function that made the labels', () => {
    const rows = sample(30).map(([, a, b]) => [5 + 2 * a! - 3 * b!, a!, b!]);
    const { bias, weights } = leastSquares(rows, SETTINGS);
    expect(bias).toBeCloseTo(5, 8);
    expect(weights[0]).toBeCloseTo(2, 8);
    expect(weights[1]).toBeCloseTo(-3, 8);
  });

  test('find it among features of any size, a time in milliseconds beside a share', () => {
    const random = noise(3);
    const rows = Array.from({ length: 730 }, (_, day) => {
      const features = [1.7e12 + day * 86_400_000, random() * 1e-3];
      return [1000 + 3 * day + 5e5 * features[1]!, ...features];
    });
    const model = leastSquares(rows, SETTINGS);
    for (const [label, ...features] of rows) {
      expect(Math.abs(predict(model, features) - label!)).toBeLessThan(1e-6);
    }
  });

  test('of collinear features are shared among them, and predict the same', () => {
    const rows = sample(50).map(([label, a, b]) => [label!, a!, b!]);
    const alone = leastSquares(rows, SETTINGS);
    const twice = leastSquares(
      rows.map(([label, a, b]) => [label!, a!, a!, b!, 7]),
      SETTINGS,
    );
    expect(twice.weights[0]).toBeCloseTo(alone.weights[0]! / 2, 8);
    expect(twice.weights[1]).toBeCloseTo(twice.weights[0]!, 8);
    expect(twice.weights[3]).toBe(0);
    for (const [, a, b] of rows) {
      expect(predict(twice, [a!, a!, b!, 7])).toBeCloseTo(predict(alone, [a!, b!]), 6);
    }
  });

  test('of fewer rows than features go through every row', () => {
    const rows = sample(3);
    const model = leastSquares(rows, SETTINGS);
    for (const [label, ...features] of rows)
      expect(predict(model, features)).toBeCloseTo(label!, 6);
  });

  test('of one row are its label', () => {
    const model = leastSquares([[42, 1, 2]], SETTINGS);
    expect(predict(model, [9, 9])).toBe(42);
  });

  test('without a bias go through zero', () => {
    const model = leastSquares(
      [
        [2, 1],
        [4, 2],
        [7, 3],
      ],
      { ...SETTINGS, useBias: false },
    );
    expect(model.bias).toBe(0);
    // The sum of label times feature over the sum of squares.
    expect(model.weights[0]).toBeCloseTo((2 + 8 + 21) / 14, 12);
  });

  test('with weight decay have smaller weights, down to the mean of the labels', () => {
    const rows = [
      [1, 1],
      [2, 2],
      [6, 3],
    ];
    const plain = leastSquares(rows, SETTINGS);
    // Features of mean 0 and size 1: the weight is shrunk by 1 / (1 + wd).
    expect(leastSquares(rows, { ...SETTINGS, wd: 1 }).weights[0]).toBeCloseTo(
      plain.weights[0]! / 2,
      12,
    );
    expect(predict(leastSquares(rows, { ...SETTINGS, wd: 1e12 }), [5])).toBeCloseTo(3, 6);
  });
});

const RIDERSHIP = join(import.meta.dirname, '../../../shared/data/ridership');

/** Label and features of a year of days: six weekdays, temperature, rain and the week before. */
function ridership(years: readonly number[]) {
  const days = years.flatMap((year) =>
    readFileSync(join(RIDERSHIP, `${year}.csv`), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')),
  );
  return days.map(([date = '', rides, , temp, , precip], at) => ({
    date,
    row: [
      Number(rides),
      ...[1, 2, 3, 4, 5, 6].map((day) => Number(new Date(`${date}T00:00Z`).getUTCDay() === day)),
      Number(temp),
      Number(precip),
      Number(days[at - 7]?.[1]),
    ],
  }));
}

// The figures are those of that folder's README, where R and numpy agree on them.
test.skipIf(!existsSync(RIDERSHIP)).each([
  [2013, 2414],
  [2014, 2474],
])(
  'two years of daily rides predict %i with an error of %i (without ../shared/data: skipped)',
  (year, rmse) => {
    const days = ridership([year - 3, year - 2, year - 1, year]);
    const within = (from: number, to: number) =>
      days.filter(({ date }) => date >= `${from}` && date < `${to}`).map(({ row }) => row);
    const model = leastSquares(within(year - 2, year), SETTINGS);
    expect(Math.round(metricsOf(model, within(year, year + 1)).rmse!)).toBe(rmse);
  },
);
