import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Cloud, startCloud } from 'local-cloud';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { days } from '../../events/ml-retraining/demand.ts';
import { Retraining } from '../../ridership/retraining.ts';
import { MOMENT, root } from '../project.ts';

/**
 * What ml-retraining promises: wrong data does not replace the model in use, the endpoint is never
 * missing, and the predictions are those of the least squares.
 */
function has(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
const hasDuckDb = has('@duckdb/node-api');

let cloud: Cloud;
let retraining: Retraining;

beforeAll(async () => {
  if (!hasDuckDb) return;
  cloud = await startCloud({
    project: root,
    workflow: 'ml-retraining',
    seed: 'ml-retraining',
    frozenAt: MOMENT,
  });
  retraining = new Retraining(cloud);
});
afterAll(() => cloud?.close());

const rows = (from: string, count: number) =>
  days(from, count).map(({ date, ridership, weather }) => [date, ridership, ...weather]);
const lines = (table: readonly (readonly (string | number)[])[]) => table.map((row) => row.join());

/** Least squares another way: an orthogonal basis of the columns, one after the other (Gram-Schmidt, twice). */
function leastSquares(x: readonly (readonly number[])[], y: readonly number[]) {
  const columns = x[0]!.map((_, at) => x.map((row) => row[at]!));
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, at) => sum + value * b[at]!, 0);
  const basis: { vector: number[]; combination: number[] }[] = [];
  for (const [at, column] of columns.entries()) {
    let vector = [...column];
    let combination = columns.map((_, other) => Number(other === at));
    for (const earlier of [...basis, ...basis]) {
      const share = dot(vector, earlier.vector);
      vector = vector.map((value, row) => value - share * earlier.vector[row]!);
      combination = combination.map((value, other) => value - share * earlier.combination[other]!);
    }
    const size = Math.sqrt(dot(vector, vector));
    if (size < 1e-9) continue;
    basis.push({
      vector: vector.map((value) => value / size),
      combination: combination.map((value) => value / size),
    });
  }
  return columns.map((_, at) =>
    basis.reduce((sum, { vector, combination }) => sum + dot(vector, y) * combination[at]!, 0),
  );
}

const modelInUse = async () => {
  const { EndpointConfigName } = await cloud.call<{ EndpointConfigName: string }>(
    'SageMaker',
    'DescribeEndpoint',
    { EndpointName: cloud.output('DemandEndpointName') },
  );
  return EndpointConfigName;
};

describe.skipIf(!hasDuckDb)('ml-retraining', () => {
  test('predicts what least squares give another way, within 1e-6', async () => {
    await retraining.put('history', lines(rows('2023-01-01', 731)));
    const { prefix, output } = await retraining.run();
    expect(output).toMatchObject({ outcome: 'RETRAINED' });
    const examples = (await retraining.text(`${prefix}train.csv`)).trim().split('\n');
    const numbers = examples.map((line) => line.split(',').map(Number));
    const weights = leastSquares(
      numbers.map(([, ...features]) => [1, ...features]),
      numbers.map(([label]) => label!),
    );
    const ahead: { day: string; x: number[] }[] = JSON.parse(
      await retraining.text(`${prefix}days.json`),
    );
    const predictions = await retraining.predictions('2025-01-01');
    expect(predictions.size).toBe(28);
    for (const { day, x } of ahead) {
      const expected = 1000 * [1, ...x].reduce((sum, value, at) => sum + value * weights[at]!, 0);
      expect(Math.abs(predictions.get(day)! - expected), day).toBeLessThan(1e-6);
    }
  });

  const january = rows('2025-01-01', 31);
  const changed = (column: number, change: (value: number, at: number) => unknown) =>
    january.map((row, at) =>
      row.map((value, i) => (i === column ? change(Number(value), at) : value)),
    );

  test.each([
    ['columns that are shifted', january.map(([date, count, ...rest]) => [date, ...rest, count])],
    ['thousands of rides', changed(1, (count) => count / 1000)],
    ['a thousand times too many', changed(1, (count) => count * 1000)],
    ['one number again and again', changed(1, () => 9000)],
    ['half of the rides', changed(1, (count) => Math.round(count / 2))],
    [
      'degrees Celsius',
      january.map((row) =>
        row.map((value, i) => (i >= 2 && i <= 4 ? ((Number(value) - 32) * 5) / 9 : value)),
      ),
    ],
    ['each day twice, with another number', [...january, ...changed(1, (count) => count + 500)]],
    [
      'the month before, under other dates',
      january.map(([date], at) => [date, ...rows('2024-12-01', 31)[at]!.slice(1)]),
    ],
  ])('a month of wrong data does not replace the model in use: %s', async (_, wrong) => {
    const before = await modelInUse();
    await retraining.put('wrong', lines(wrong as (string | number)[][]));
    const { status, output } = await retraining.run();
    expect({ status, output }).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'KEPT' } });
    expect(await modelInUse()).toBe(before);
    await retraining.remove('wrong');
  });

  test('the endpoint answers all the while it is updated', async () => {
    const before = await modelInUse();
    await retraining.put('2025-01-01', lines(rows('2025-01-01', 1)));
    const EndpointName = cloud.output('DemandEndpointName');
    const Body = Array.from({ length: 15 }, () => 1).join();
    let answers = 0;
    const { output } = await retraining.run(async () => {
      await cloud.call('SageMakerRuntime', 'InvokeEndpoint', {
        ...{ EndpointName, Body, ContentType: 'text/csv' },
      });
      answers += 1;
    });
    expect(output).toMatchObject({ outcome: 'RETRAINED' });
    expect(answers).toBeGreaterThan(5);
    expect(await modelInUse()).not.toBe(before);
  });
});

const real = join(root, '../shared/data/ridership');

/**
 * Half a year, four weeks at a time, because predictions reach so far: `npm run ridership` goes day by
 * day. The bounds are those that a day-by-day run of the whole year is held to.
 */
test.skipIf(!hasDuckDb || !existsSync(real))(
  'real days are predicted better than by the week before or the mean of the weekday (skipped without ../shared/data/ridership)',
  async () => {
    await cloud.call('DynamoDB', 'DeleteItem', {
      TableName: cloud.output('DemandRunsTableName'),
      Key: { id: { S: 'last' } },
    });
    for (const name of ['history', '2025-01-01']) await retraining.remove(name);
    const yearOf = (year: number) =>
      readFileSync(join(real, `${year}.csv`), 'utf8')
        .trim()
        .split('\n')
        .slice(1);
    const history = [...yearOf(2011), ...yearOf(2012)];
    const year = yearOf(2013).slice(0, 6 * 28);
    const countOf = (row: string) => Number(row.split(',')[1]);
    const weekday = (at: number) => (at + history.length) % 7;
    await retraining.put('history', history);
    const errors: number[] = [];
    for (let from = 0; from < year.length; from += 28) {
      const step = year.slice(from, from + 28);
      expect(await retraining.run()).toMatchObject({ status: 'SUCCEEDED' });
      const predictions = await retraining.predictions(step[0]!.slice(0, 10));
      errors.push(...step.map((row) => countOf(row) - predictions.get(row.slice(0, 10))!));
      await retraining.put(String(from), step);
    }
    const all = [...history, ...year].map(countOf);
    const naive = year.map((_, at) => all[at + history.length]! - all[at + history.length - 7]!);
    const means = year.map((row, at) => {
      const same = history.filter((_, other) => other % 7 === weekday(at)).map(countOf);
      return countOf(row) - same.reduce((sum, count) => sum + count, 0) / same.length;
    });
    expect(Math.hypot(...errors)).toBeLessThan(0.76 * Math.hypot(...naive));
    expect(Math.hypot(...errors)).toBeLessThan(0.76 * Math.hypot(...means));
  },
);
