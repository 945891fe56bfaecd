import { afterEach, expect, it } from 'vitest';
import { TestCloud, testFunction } from './testing.ts';

const cloud = new TestCloud();
const { measured } = cloud;
afterEach(() => cloud.close());

/** What was measured of a metric by function name. */
const valuesOf = (metric: string) =>
  measured
    .filter(({ name, dimensions }) => name === metric && !('Resource' in dimensions))
    .filter(({ dimensions }) => dimensions.FunctionName === 'greet')
    .map(({ value }) => value);

it('counts invocations, errors and throttles of a function, and how long it ran', async () => {
  const fn = testFunction(
    {
      'index.mjs': `export const handler = async ({ wait, fail }) => {
        if (fail) throw new Error('No');
        if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
      };`,
    },
    { reservedConcurrency: 1 },
  );
  const slow = cloud.invoke(fn, { wait: 1500 });
  await expect(cloud.invoke(fn)).rejects.toThrow();
  await cloud.clock.advance(1500);
  await slow;
  await cloud.invoke(fn, { fail: true });
  expect(valuesOf('Invocations')).toEqual([1, 1]);
  expect(valuesOf('Errors')).toEqual([0, 1]);
  expect(valuesOf('Throttles')).toEqual([1, 0, 0]);
  expect(valuesOf('Duration')).toEqual([1500, 0]);
  const { namespace, unit } = measured.find(({ name }) => name === 'Duration')!;
  expect({ namespace, unit }).toEqual({ namespace: 'AWS/Lambda', unit: 'Milliseconds' });
  const dimensions = measured.filter(({ name }) => name === 'Errors').map((m) => m.dimensions);
  expect(dimensions.slice(0, 3)).toEqual([
    { FunctionName: 'greet' },
    { FunctionName: 'greet', Resource: 'greet' },
    {},
  ]);
});
