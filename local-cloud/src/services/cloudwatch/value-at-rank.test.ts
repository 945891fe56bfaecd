import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atOnce } from '../../core/turns.ts';
import { MeasuredValues } from './measured-values.ts';
import { valueAtRank } from './value-at-rank.ts';

type Pairs = readonly (readonly [value: number, times: number])[];

/** The same by the values in their order. */
function sorted(pairs: Pairs, rank: number): number | undefined {
  const inOrder = [...pairs].sort(([a], [b]) => a - b);
  let seen = 0;
  for (const [value, times] of inOrder) {
    seen += times;
    if (seen >= rank) return value;
  }
  return inOrder.at(-1)?.[0];
}

/** The value at the rank that is this part of all measurements, and the same by sorting. */
function atPart(pairs: Pairs, part: number, parts: number) {
  const measured = Array.from({ length: parts }, (_, index) => {
    const own = pairs.filter((_, at) => at % parts === index);
    return {
      values: Float64Array.from(own, ([value]) => value),
      times: Float64Array.from(own, ([, times]) => times),
    };
  });
  const rank = pairs.reduce((sum, [, times]) => sum + times, 0) * part;
  return { found: atOnce(valueAtRank(measured, rank)), expected: sorted(pairs, rank) };
}

const value = fc
  .oneof(
    fc.double({ noNaN: true }),
    fc.integer({ min: -3, max: 3 }),
    fc.double({ min: 1, max: 1 + 2 ** -40, noNaN: true }),
  )
  .map((value) => value + 0);
const times = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(0.5));
const part = fc.double({ min: 0, max: 1.2, noNaN: true });
const parts = fc.integer({ min: 1, max: 3 });

test('is the value that is found by sorting, of any values and ranks', () => {
  const pairs = fc.array(fc.tuple(value, times));
  fc.assert(
    fc.property(pairs, part, parts, (pairs, part, parts) => {
      const { found, expected } = atPart(pairs, part, parts);
      expect(found).toBe(expected);
    }),
    { numRuns: 1_000 },
  );
});

test('is the same of so many values that they are not sorted', () => {
  const pairs = fc.array(fc.tuple(value, times), {
    minLength: 1_001,
    maxLength: 3_000,
    size: 'max',
  });
  fc.assert(
    fc.property(pairs, part, parts, (pairs, part, parts) => {
      const { found, expected } = atPart(pairs, part, parts);
      expect(found).toBe(expected);
    }),
    { numRuns: 100 },
  );
});

test('is found among values that were put by in parts, one of them in several', () => {
  const measured = new MeasuredValues();
  for (let round = 0; round < 2; round++) {
    for (let value = 0; value < 120_000; value++) measured.add(value, 1);
  }
  const joined = new MeasuredValues();
  joined.add(-1, 2);
  joined.addAll(measured);
  for (const all of [joined, MeasuredValues.load(joined.save())]) {
    expect(all.parts.length).toBeGreaterThan(2);
    expect(atOnce(valueAtRank(all.parts, 2))).toBe(-1);
    expect(atOnce(valueAtRank(all.parts, 2 + 120_000))).toBe(59_999);
    expect(atOnce(valueAtRank(all.parts, 2 + 240_000))).toBe(119_999);
  }
});

test('others have their turn between the parts', () => {
  const measured = new MeasuredValues();
  for (let value = 0; value < 200_000; value++) measured.add(value, 1);
  const steps = valueAtRank(measured.parts, 100_000);
  let turns = 0;
  while (!steps.next().done) turns += 1;
  expect(turns).toBeGreaterThan(measured.parts.length);
});
