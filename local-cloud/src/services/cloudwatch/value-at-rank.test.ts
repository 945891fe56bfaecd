import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueAtRank } from './value-at-rank.ts';

/** The same by the values in their order. */
function sorted(counts: ReadonlyMap<number, number>, rank: number): number | undefined {
  const inOrder = [...counts].sort(([a], [b]) => a - b);
  let seen = 0;
  for (const [value, count] of inOrder) {
    seen += count;
    if (seen >= rank) return value;
  }
  return inOrder.at(-1)?.[0];
}

const value = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.double({ min: 1, max: 1 + 2 ** -40, noNaN: true }),
);

test('is the value that is found by sorting, of any values and ranks', () => {
  const counts = fc.array(
    fc.tuple(value, fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(0.5))),
  );
  fc.assert(
    fc.property(counts, fc.double({ min: 0, max: 1.2, noNaN: true }), (pairs, part) => {
      const measured = new Map(pairs);
      const rank = [...measured.values()].reduce((sum, count) => sum + count, 0) * part;
      expect(valueAtRank(measured, rank)).toBe(sorted(measured, rank));
    }),
    { numRuns: 2_000 },
  );
});
